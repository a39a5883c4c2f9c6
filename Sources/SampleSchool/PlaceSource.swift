/// Invents addresses in a city that no map shows.
enum PlaceSource {
    static let city = "暖川市"
    static let school = "暖川市萤火高级中学"

    private static let counties = ["晴岭县", "禾岚县", "云笛县"]
    private static let towns = ["麦笛镇", "杏晖镇", "鹭笙镇", "桐语镇", "竹信镇", "石笛乡", "稻笙乡", "荷铃乡"]
    private static let villages = ["柿子坪村", "水车坝村", "鹤影村", "墨石垭村", "三棵槐村", "响铃湾村", "燕窝岗村", "梨花凹村", "青笕村", "双碾村"]
    private static let districts = ["映禾区", "书灯区"]
    private static let streets = ["柚光街道", "蓝麦街道", "纸鸢街道"]
    private static let roads = ["萤火路", "春泥路", "麦浪路", "纸鸢路", "听禾路", "墨香路", "信风路"]
    private static let estates = ["禾苑小区", "书灯花园", "暖川家园", "麦浪小区", "柚光里"]

    /// Where people of such counties go for work: large cities, which tell nothing about anybody.
    private static let workplaces = [
        "广东东莞", "广东深圳", "广东佛山", "浙江杭州", "浙江义乌", "江苏昆山", "江苏无锡", "福建晋江", "上海", "北京", "湖北武汉", "新疆库尔勒",
    ]

    static func address(isRural: Bool, _ random: inout SeededRandom) -> String {
        if isRural {
            return city + random.element(of: counties) + random.element(of: towns) + random.element(of: villages)
                + "\(random.within(1...9))组\(random.within(1...120))号"
        }
        return city + random.element(of: districts) + random.element(of: streets) + random.element(of: roads)
            + "\(random.within(1...200))号" + random.element(of: estates)
            + "\(random.within(1...18))栋\(random.within(1...3))单元\(random.within(1...12))0\(random.within(1...4))室"
    }

    static func workplace(_ random: inout SeededRandom) -> String { random.element(of: workplaces) }
}

/// Hands out telephone numbers, none of them twice.
struct PhoneSource {
    /// Eleven digits like any mobile number, in segments that, as far as is known, no carrier gives to people.
    private static let segments = ["154", "160", "161", "163", "164", "168", "169", "179", "194"]
    private var used: Set<String> = []

    mutating func phone(_ random: inout SeededRandom) -> String {
        while true {
            let digits = String(100_000_000 + random.below(100_000_000)).dropFirst()
            let phone = random.element(of: Self.segments) + digits
            if used.insert(phone).inserted { return phone }
        }
    }
}
