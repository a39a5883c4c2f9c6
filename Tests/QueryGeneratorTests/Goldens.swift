extension GeneratorTests {
    static let issueSwift = ""
    static let identifiersSwift = ""
}
