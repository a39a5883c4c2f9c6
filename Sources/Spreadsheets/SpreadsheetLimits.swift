/// How much a file may hold before reading stops: a file of a few kilobytes can unpack to gigabytes.
public struct SpreadsheetLimits: Sendable {
    /// Bytes of the file as it comes.
    public var fileBytes = 64 << 20
    /// Bytes of all read parts of an .xlsx after unpacking. A sheet of 3,000 rows and 17 columns unpacks to about 3 MB.
    public var unpackedBytes = 256 << 20
    public var sheets = 128
    /// Filled rows of one sheet.
    public var rows = 200_000
    /// Columns up to the last filled one. The widest form of a school has about 60.
    public var columns = 1_024
    /// Cells of all sheets, counting the empty ones to the left of a filled one.
    public var cells = 4_000_000
    /// Entries of an .xlsx package.
    public var parts = 10_000

    public init() {}
}
