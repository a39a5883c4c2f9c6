/// A row whose fields can be read by name, without reflection: for a page, a spreadsheet, a log.
///
/// Generated rows conform to it.
public protocol NamedFields: Sendable {
    /// The fields' Swift names, in the order of the columns.
    static var fieldNames: [String] { get }
    /// The value of the field at this place in `fieldNames`; nil for NULL, and where there is no such place.
    func field(_ index: Int) -> (any Sendable)?
}
