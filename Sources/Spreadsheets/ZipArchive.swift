import CSpreadsheet

/// A zip package held in memory and read entry by entry, with libzip.
///
/// Names are compared without case, with `/` for `\`: some producers write `xl\worksheets\Sheet1.xml`.
final class ZipArchive {
    private let handle: OpaquePointer
    private let storage: UnsafeMutableRawBufferPointer
    private let indexes: [String: UInt64]
    private let budget: ReadBudget

    /// - Parameter limits: `unpackedBytes` is shared by everything that is read from this archive.
    init(_ bytes: [UInt8], limits: SpreadsheetLimits) throws(SpreadsheetError.Problem) {
        // libzip reads from the buffer for as long as the archive is open.
        let storage = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
        storage.copyBytes(from: bytes)
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(storage.baseAddress, UInt64(bytes.count), 0, &error) else {
            storage.deallocate()
            throw .damaged(part: nil)
        }
        guard let handle = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            storage.deallocate()
            throw .damaged(part: nil)
        }
        let count = zip_get_num_entries(handle, 0)
        guard count <= limits.parts else {
            zip_discard(handle)
            storage.deallocate()
            throw .tooLarge(.parts, limit: limits.parts)
        }
        var indexes: [String: UInt64] = [:]
        for index in 0..<UInt64(max(count, 0)) {
            guard let name = zip_get_name(handle, index, 0) else { continue }
            indexes[Self.normalised(String(cString: name)), default: index] = index
        }
        self.handle = handle
        self.storage = storage
        self.indexes = indexes
        budget = ReadBudget(bytes: limits.unpackedBytes)
    }

    deinit {
        zip_discard(handle)
        storage.deallocate()
    }

    var names: some Collection<String> { indexes.keys }

    func contains(_ name: String) -> Bool { indexes[Self.normalised(name)] != nil }

    /// Opens an entry for reading; nil when there is none of that name.
    func open(_ name: String) throws(SpreadsheetError.Problem) -> ZipEntry? {
        guard let index = indexes[Self.normalised(name)] else { return nil }
        guard let file = zip_fopen_index(handle, index, 0) else {
            let code = zip_error_code_zip(zip_get_error(handle))
            throw code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD ? .encrypted : .damaged(part: name)
        }
        return ZipEntry(file: file, name: name, budget: budget)
    }

    private static func normalised(_ name: String) -> String {
        var path = name.lowercased().replacing("\\", with: "/")[...]
        while path.hasPrefix("/") { path.removeFirst() }
        return String(path)
    }
}

/// Bytes that may still be unpacked.
final class ReadBudget {
    let limit: Int
    private(set) var remaining: Int

    init(bytes: Int) {
        limit = bytes
        remaining = bytes
    }

    /// False when there were not so many left. Counts what really comes out, not what the package's headers promise.
    func take(_ count: Int) -> Bool {
        remaining -= count
        return remaining >= 0
    }
}

/// One entry of a zip package while it is being unpacked.
final class ZipEntry {
    let name: String
    private let file: OpaquePointer
    private let budget: ReadBudget
    /// Set when reading stopped for a reason that the XML parser, which sits on top, cannot know.
    private(set) var problem: SpreadsheetError.Problem?

    init(file: OpaquePointer, name: String, budget: ReadBudget) {
        self.file = file
        self.name = name
        self.budget = budget
    }

    deinit { zip_fclose(file) }

    /// Fills the buffer; 0 at the end, -1 for a problem.
    func read(into buffer: UnsafeMutableRawPointer, count: Int) -> Int {
        guard problem == nil else { return -1 }
        let got = Int(zip_fread(file, buffer, UInt64(count)))
        if got < 0 {
            // A wrong checksum, or compressed data that make no sense.
            problem = .damaged(part: name)
            return -1
        }
        if !budget.take(got) {
            problem = .tooLarge(.unpackedBytes, limit: budget.limit)
            return -1
        }
        return got
    }
}
