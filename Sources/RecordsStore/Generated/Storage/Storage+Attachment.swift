// generated from sql/queries/storage/attachment.sql by sqlgen: do not edit

public import Postgres

extension Storage {
    /// The attachments of a record.
    public struct AttachmentList: ManyStatement {
        public var ownerKind: String
        public var recordNumber: Int64

        public init(ownerKind: String, recordNumber: Int64) {
            self.ownerKind = ownerKind
            self.recordNumber = recordNumber
        }

        public struct Row: Sendable, Hashable {
            public var id: Int64
            public var fileName: String
            public var mediaType: String
            public var byteCount: Int32
            public var note: String?
            public var addedOn: PGDate
            public var addedBy: String?
            public var isUsedElsewhere: Bool

            public init(
                id: Int64,
                fileName: String,
                mediaType: String,
                byteCount: Int32,
                note: String?,
                addedOn: PGDate,
                addedBy: String?,
                isUsedElsewhere: Bool
            ) {
                self.id = id
                self.fileName = fileName
                self.mediaType = mediaType
                self.byteCount = byteCount
                self.note = note
                self.addedOn = addedOn
                self.addedBy = addedBy
                self.isUsedElsewhere = isUsedElsewhere
            }
        }

        public static let name = "storage.attachment_list"
        public static let parameterTypes: [OID] = [25, 20]
        public static let sql = """
            SELECT id, file_name, media_type, byte_count, note, added_on, added_by, is_used_elsewhere FROM storage.list_attachments($1, $2)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.ownerKind)
            parameters.append(self.recordNumber)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                id: try row.next(Int64.self),
                fileName: try row.next(String.self),
                mediaType: try row.next(String.self),
                byteCount: try row.next(Int32.self),
                note: try row.next(String?.self),
                addedOn: try row.next(PGDate.self),
                addedBy: try row.next(String?.self),
                isUsedElsewhere: try row.next(Bool.self)
            )
        }
    }

    /// Attaches a file to a record.
    public struct AddAttachment: OneStatement {
        public var ownerKind: String
        public var recordNumber: Int64
        public var fileName: String
        public var bytes: [UInt8]
        public var note: String?

        public init(ownerKind: String, recordNumber: Int64, fileName: String, bytes: [UInt8], note: String?) {
            self.ownerKind = ownerKind
            self.recordNumber = recordNumber
            self.fileName = fileName
            self.bytes = bytes
            self.note = note
        }

        public struct Row: Sendable, Hashable {
            public var attachmentID: Int64

            public init(attachmentID: Int64) {
                self.attachmentID = attachmentID
            }
        }

        public static let name = "storage.add_attachment"
        public static let parameterTypes: [OID] = [25, 20, 25, 17, 25]
        public static let sql = """
            SELECT storage.add_attachment($1, $2, $3, $4, $5) AS attachment_id
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.ownerKind)
            parameters.append(self.recordNumber)
            parameters.append(self.fileName)
            parameters.append(self.bytes)
            parameters.append(self.note)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(attachmentID: try row.next(Int64.self))
        }
    }

    /// The contents of an attachment; logged.
    public struct ReadAttachment: OneStatement {
        public var attachmentID: StorageAttachment.ID

        public init(attachmentID: StorageAttachment.ID) {
            self.attachmentID = attachmentID
        }

        public struct Row: Sendable, Hashable {
            public var fileName: String
            public var mediaType: String
            public var bytes: [UInt8]

            public init(fileName: String, mediaType: String, bytes: [UInt8]) {
                self.fileName = fileName
                self.mediaType = mediaType
                self.bytes = bytes
            }
        }

        public static let name = "storage.read_attachment"
        public static let parameterTypes: [OID] = [20]
        public static let sql = """
            SELECT file_name, media_type, bytes FROM storage.read_attachment($1)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.attachmentID)
        }

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                fileName: try row.next(String.self),
                mediaType: try row.next(String.self),
                bytes: try row.next([UInt8].self)
            )
        }
    }

    /// Removes an attachment, with a reason.
    public struct RemoveAttachment: ExecuteStatement {
        public var attachmentID: StorageAttachment.ID
        public var reason: String

        public init(attachmentID: StorageAttachment.ID, reason: String) {
            self.attachmentID = attachmentID
            self.reason = reason
        }

        public static let name = "storage.remove_attachment"
        public static let parameterTypes: [OID] = [20, 25]
        public static let sql = """
            SELECT storage.remove_attachment($1, $2)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.attachmentID)
            parameters.append(self.reason)
        }
    }
}

extension Storage.AttachmentList.Row: NamedFields {
    public static let fieldNames: [String] = [
        "id",
        "fileName",
        "mediaType",
        "byteCount",
        "note",
        "addedOn",
        "addedBy",
        "isUsedElsewhere"
    ]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.fileName
        case 2: return self.mediaType
        case 3: return self.byteCount
        case 4: return self.note
        case 5: return self.addedOn
        case 6: return self.addedBy
        case 7: return self.isUsedElsewhere
        default: return nil
        }
    }
}

extension Storage.AddAttachment.Row: NamedFields {
    public static let fieldNames: [String] = ["attachmentID"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.attachmentID
        default: return nil
        }
    }
}

extension Storage.ReadAttachment.Row: NamedFields {
    public static let fieldNames: [String] = ["fileName", "mediaType", "bytes"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.fileName
        case 1: return self.mediaType
        case 2: return self.bytes
        default: return nil
        }
    }
}
