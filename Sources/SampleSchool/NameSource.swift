import Records

/// Invents names from common surnames and given-name characters.
struct NameSource {
    /// The commonest first; those at the front come up more often.
    private static let surnames = [
        "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "高", "罗",
        "郑", "梁", "谢", "宋", "唐", "许", "邓", "冯", "韩", "曹", "曾", "彭", "萧", "蔡", "潘", "田", "董", "袁", "于", "余",
        "叶", "蒋", "杜", "苏", "魏", "程", "吕", "丁", "沈", "任", "姚", "卢", "傅", "钟", "姜", "崔", "谭", "廖", "范", "汪",
        "陆", "金", "石", "戴", "贾", "韦", "夏", "邱", "方", "侯", "邹", "熊", "孟", "秦", "白", "江", "阎", "薛", "尹", "段",
        "雷", "黎", "史", "龙", "陶", "贺", "顾", "毛", "郝", "龚", "邵", "万", "钱", "严", "覃", "向", "欧阳", "上官", "司马", "诸葛",
    ]
    private static let maleCharacters = Array("伟强磊洋勇军杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林阳建诚瀚霖泽轩睿哲昊铭").map(String.init)
    private static let femaleCharacters = Array("芳娜敏静丽艳娟霞秀燕玲桂英华玉萍红莹雪琳晶妍茜倩婷岚蓉薇菲怡琪瑶梦涵诗悦雯欣蕾").map(String.init)
    private static let commonCharacters = Array("文晓子雨思嘉佳安一之若清云新春天乐书知行远景星辰禾言亦可心然").map(String.init)
    /// Outside GB 2312, GBK and the basic plane, in this order: what old programs lose.
    static let rareCharacters = ["喆", "㛃", "𠮷"]

    private static let dottedMale = ["阿迪力", "艾力江", "木拉提", "努尔兰", "阿不都拉", "库尔班江"]
    private static let dottedFemale = ["阿依努尔", "古丽娜孜", "热依汗", "米热古丽", "萨比热", "阿丽亚"]
    private static let dottedFathers = ["艾山", "吐尔洪", "买买提江", "赛力克", "玉素甫", "卡德尔", "亚森", "哈力克"]

    /// A surname, the commoner ones more often.
    static func surname(_ random: inout SeededRandom) -> String {
        // The smaller of two throws: the front of the list comes up most.
        surnames[min(random.below(surnames.count), random.below(surnames.count))]
    }

    static func givenName(_ sex: Sex, _ random: inout SeededRandom) -> String {
        let own = sex == .male ? maleCharacters : femaleCharacters
        if random.chance(perMille: 150) { return random.element(of: own) }
        let first = random.element(of: random.chance(perMille: 600) ? commonCharacters : own)
        let second = random.element(of: random.chance(perMille: 700) ? own : commonCharacters)
        // A doubled character is a name, too, and now and then both throws agree.
        return first + second
    }

    static func name(_ sex: Sex, surname: String? = nil, _ random: inout SeededRandom) -> String {
        (surname ?? Self.surname(&random)) + givenName(sex, &random)
    }

    /// A name with a rare character, and a common one behind it.
    static func name(withRareCharacter index: Int, surname: String, _ random: inout SeededRandom) -> String {
        surname + rareCharacters[index % rareCharacters.count] + random.element(of: commonCharacters)
    }

    /// A name of Turkic form: own name, middle dot, father's name.
    static func dottedName(_ sex: Sex, _ random: inout SeededRandom) -> String {
        random.element(of: sex == .male ? dottedMale : dottedFemale) + "·" + random.element(of: dottedFathers)
    }

    /// True for names with a middle dot or a rare character.
    static func isSpecial(_ name: String) -> Bool {
        name.contains("·") || rareCharacters.contains { name.contains($0) }
    }
}
