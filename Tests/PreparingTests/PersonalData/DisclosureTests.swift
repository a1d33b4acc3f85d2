import Kernels
import Testing
@testable import Preparing

@Suite("Disclosure report")
struct DisclosureTests {
    private func report(_ rows: [[String]], _ settings: DisclosureSettings) throws -> DisclosureReport {
        var count = try DisclosureCount(settings)
        for row in rows { try count.add(row) }
        return count.report()
    }

    @Test("the patients of the paper on l-diversity: 4-anonymous, and one group gives its disease away")
    func published() throws {
        let diseases = ["heart", "heart", "virus", "virus", "cancer", "heart", "virus", "virus", "cancer", "cancer", "cancer", "cancer"]
        let groups = ["130** <30", "1485* >=40", "130** 3*"]
        let rows = diseases.enumerated().map { [groups[$0.offset / 4], $0.element] }
        let found = try report(rows, DisclosureSettings(quasiIdentifiers: [0], sensitive: [1], k: 4, l: 2))
        #expect(found.smallestGroup == 4 && found.rowsBelow == 0 && found.groups == 3)
        #expect(found.sensitive == [.init(column: 1, fewestDistinct: 1, rowsBelow: 4, shareBelow: 1.0 / 3)])
        #expect(found.atRisk == [9, 10, 11, 12] && found.atRiskNotListed == 0)
    }

    @Test("groups are of equal values in every column, whatever separators stand in them")
    func separators() throws {
        let found = try report([["a,", "b"], ["a", ",b"], ["a,", "b"]], DisclosureSettings(quasiIdentifiers: [0, 1], k: 2, listed: 1))
        #expect(found.groups == 2 && found.smallestGroup == 1 && found.rowsBelow == 1 && found.atRisk == [2])
        #expect(found.smallGroups == [.init(values: ["a", ",b"], rows: 1)])
    }

    @Test("agrees with counting every pair of rows")
    func reference() throws {
        var random = SeededRandom(seed: 9)
        let rows = (0..<300).map { _ in [String(random.below(6)), String(random.below(7)), String(random.below(2))] }
        let found = try report(rows, DisclosureSettings(quasiIdentifiers: [0, 1], sensitive: [2], k: 7, l: 2, listed: 20))
        let sizes = rows.map { row in rows.filter { $0[0] == row[0] && $0[1] == row[1] } }
        let risky = sizes.indices.filter { sizes[$0].count < 7 || Set(sizes[$0].map { $0[2] }).count < 2 }.map { $0 + 1 }
        #expect(found.rowsBelow == sizes.count { $0.count < 7 } && found.smallestGroup == sizes.map(\.count).min())
        #expect(found.sensitive[0].rowsBelow == sizes.count { Set($0.map { $0[2] }).count < 2 })
        #expect(found.atRisk == Array(risky.prefix(20)) && found.atRiskNotListed == max(0, risky.count - 20))
    }

    @Test("an empty table, a short row and no columns are answered, not trapped")
    func edges() throws {
        let empty = try report([], DisclosureSettings(quasiIdentifiers: [0]))
        #expect(empty.smallestGroup == 0 && empty.shareBelow == 0)
        #expect(throws: PersonalDataError.noQuasiIdentifiers) { try DisclosureCount(DisclosureSettings(quasiIdentifiers: [-1])) }
        #expect(throws: PersonalDataError.rowTooShort(row: 1, columns: 1, needed: 4)) { try report([["a"]], DisclosureSettings(quasiIdentifiers: [0], sensitive: [3])) }
    }
}
