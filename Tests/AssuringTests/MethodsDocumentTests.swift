import Foundation
import Testing
@testable import Assuring

@Suite("docs/methods.md")
struct MethodsDocumentTests {
    private static let names: [String] = [
        AgreementCatalog.all.map(\.name), NumberAgreementCatalog.all.map(\.name), PartAgreementCatalog.all.map(\.name), MaskAgreementCatalog.all.map(\.name),
        KeypointAgreementCatalog.all.map(\.name), SegmentAgreementCatalog.all.map(\.name), SpanAgreementCatalog.all.map(\.name), TextAgreementCatalog.all.map(\.name),
        ConsensusCatalog.all.map(\.name), PartConsensusCatalog.all.map(\.name), MaskConsensusCatalog.all.map(\.name), KeypointConsensusCatalog.all.map(\.name),
        SpanConsensusCatalog.all.map(\.name), TagConsensusCatalog.all.map(\.name), TextConsensusCatalog.all.map(\.name), PairRankingCatalog.all.map(\.name),
        NumberConsensusCatalog.all.map(\.name), RankConsensusCatalog.all.map(\.name), LabelIssueCatalog.all.map(\.rawValue), LabelQualityCatalog.all.map(\.name),
        DatasetIssueCatalog.all.map(\.name),
    ].flatMap { $0 }

    @Test("names every method there is", arguments: names)
    func isNamed(_ name: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../docs/methods.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("`\(name)`") || text.contains("`\(name):"), "docs/methods.md does not say what `\(name)` is")
    }
}
