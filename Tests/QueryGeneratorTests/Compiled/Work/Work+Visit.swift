// generated from sql/queries/work/visit.sql by sqlgen: do not edit

public import Postgres

extension Work {
    public struct VisitAdd: ExecuteStatement {
        public var place: WorkAddress
        public var earlier: [WorkAddress]?
        public var tag: String?
        public var tagList: [String]
        public var moreTags: [String]?
        public var moods: [WorkMood]?
        public var level: Int32

        public init(
            place: WorkAddress,
            earlier: [WorkAddress]?,
            tag: String?,
            tagList: [String],
            moreTags: [String]?,
            moods: [WorkMood]?,
            level: Int32
        ) {
            self.place = place
            self.earlier = earlier
            self.tag = tag
            self.tagList = tagList
            self.moreTags = moreTags
            self.moods = moods
            self.level = level
        }

        public static let name = "work.visit_add"
        public static let parameterTypes: [OID] = [0, 0, 0, 0, 0, 0, 23]
        public static let sql = """
            INSERT INTO work.visit (place, earlier, tag, tag_list, more_tags, moods, level)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.place)
            parameters.append(self.earlier)
            parameters.append(self.tag)
            parameters.append(self.tagList)
            parameters.append(self.moreTags)
            parameters.append(self.moods)
            parameters.append(self.level)
        }
    }

    public struct VisitList: ManyStatement {
        public init() {}

        public struct Row: Sendable, Hashable {
            public var place: WorkAddress
            public var earlier: [WorkAddress]?
            public var tag: String?
            public var tagList: [String]
            public var moreTags: [String]?
            public var moods: [WorkMood]?

            public init(
                place: WorkAddress,
                earlier: [WorkAddress]?,
                tag: String?,
                tagList: [String],
                moreTags: [String]?,
                moods: [WorkMood]?
            ) {
                self.place = place
                self.earlier = earlier
                self.tag = tag
                self.tagList = tagList
                self.moreTags = moreTags
                self.moods = moods
            }
        }

        public static let name = "work.visit_list"
        public static let parameterTypes: [OID] = []
        public static let sql = """
            SELECT place, earlier, tag, tag_list, more_tags, moods FROM work.visit ORDER BY level
            """

        public func encode(into parameters: inout Parameters) {}

        public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
            Row(
                place: try row.next(WorkAddress.self),
                earlier: try row.next([WorkAddress]?.self),
                tag: try row.next(String?.self),
                tagList: try row.next([String].self),
                moreTags: try row.next([String]?.self),
                moods: try row.next([WorkMood]?.self)
            )
        }
    }
}

extension Work.VisitList.Row: NamedFields {
    public static let fieldNames: [String] = ["place", "earlier", "tag", "tagList", "moreTags", "moods"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.place
        case 1: return self.earlier
        case 2: return self.tag
        case 3: return self.tagList
        case 4: return self.moreTags
        case 5: return self.moods
        default: return nil
        }
    }
}
