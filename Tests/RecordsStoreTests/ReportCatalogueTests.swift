import Foundation
import Records
import RecordsStore
import Testing

@Suite struct ReportCatalogueTests {
    @Test func everyBundledReportSaysWhatItAnswersInBothLanguages() throws {
        let catalogue = try ReportCatalogue()
        #expect(catalogue.reports.count >= 10)
        for report in catalogue.reports {
            #expect(report.title.chinese != report.title.english, "\(report.name)")
            #expect(report.question.chinese != report.question.english, "\(report.name)")
            let english = report.title.text(in: .english)
            #expect(english.utf8.allSatisfy { $0 < 128 }, "\(report.name)")
        }
    }

    @Test func aParameterHasANameATypeAndALabel() throws {
        let report = try #require(try ReportCatalogue()["on-time-rate"])
        #expect(report.parameters.map(\.name) == ["from"])
        #expect(report.parameters.map(\.type) == ["date"])
        #expect(report.parameters.first?.label.english == "first day of sign-off")
    }

    @Test func aFileWithoutATitleIsNoReport() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try "SELECT 1;".write(to: folder.appendingPathComponent("nameless.sql"), atomically: true, encoding: .utf8)
        #expect(try ReportCatalogue(folder: folder).reports.isEmpty)
    }
}
