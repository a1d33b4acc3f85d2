import Kernels
import Testing

@testable import Assuring

@Suite("Agreement on a million classes")
struct ManyClassesTests {
    /// Dense tables of these would take terabytes.
    static func votes() throws -> VoteTable {
        var random = SeededRandom(seed: 11)
        var columns: (items: [Int32], annotators: [Int32], classes: [Int32]) = ([], [], [])
        for item in 0..<500 as Range<Int32> {
            let truth = Int32(random.below(1_000_000))
            for annotator in 0..<4 as Range<Int32> {
                columns.items.append(item)
                columns.annotators.append(annotator)
                columns.classes.append(random.uniform() < 0.7 ? truth : Int32(random.below(1_000_000)))
            }
        }
        return try VoteTable(
            items: columns.items, annotators: columns.annotators, classes: columns.classes, itemNames: (0..<500).map { "\($0)" },
            annotatorNames: ["a", "b", "c", "d"], classNames: (0..<1_000_000).map { "\($0)" })
    }

    @Test("unweighted measures have a value, the others a value or a reason")
    func measures() throws {
        let votes = try Self.votes()
        for measure in AgreementCatalog.allVariants {
            let result = measure.agreement(of: votes)
            #expect((result.value == nil) == (result.undefined != nil))
            if let value = result.value { #expect(value > 0.3 && value < 1) }
            if measure.variant == nil { #expect(result.value != nil, "\(measure.fullName)") }
            if result.value == nil { #expect(result.undefined == .tooManyClasses) }
        }
        #expect(AgreementUndefined.tooManyClasses.description.contains("2000"))
    }

    @Test("tables by pair, class and annotator take memory for what occurs")
    func tables() throws {
        let votes = try Self.votes()
        #expect(AnnotatorPairs.table(of: votes).count == 6)
        #expect(ConfusionMatrix.pooled(votes).total == 3_000)
        #expect(ClassAgreement.table(of: votes).count { $0.ratings > 0 } < 2_001)
        #expect(AnnotatorAgreement.table(of: votes).count == 4)
    }
}
