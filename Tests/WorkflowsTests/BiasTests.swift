import Foundation
import Records
import Testing

@testable import Workflows

@Suite("Groups of a project's items")
struct BiasTests {
    /// 120 sightings: in the wood every other one is an owl, in the town one of ten; `site` says the same as `place`.
    static func aviary() async throws -> Aviary {
        let aviary = try await Aviary()
        let lines = (0..<120).map { row -> String in
            let isWood = row % 2 == 0, isOwl = isWood ? row % 4 == 0 : row % 20 == 1
            let place = row == 119 ? "" : ",\"place\":\"\(isWood ? "wood" : "town")\""
            return "{\"id\":\"b\(row)\",\"text\":\"sighting \(row)\",\"label\":\"\(isOwl ? "owl" : "hawk")\",\"site\":\"\(isWood ? "w" : "t")\",\"key\":\"k\(row)\"\(place)}\n"
        }
        try lines.joined().write(toFile: aviary.folder + "/incoming/birds.jsonl", atomically: true, encoding: .utf8)
        try await aviary.collect()
        return aviary
    }

    @Test("are counted, their labels compared, and what stands for them is found")
    func compared() async throws {
        let aviary = try await Self.aviary()
        let bias = try await aviary.workflows.bias(of: "birds", as: aviary.owner, by: ["place"])
        #expect(Set(bias.fields.map(\.name)) == ["site", "place"], "a key of its own for each item makes no groups")
        #expect(bias.looked == 120 && bias.items == 120 && bias.withoutGroup == 1)
        #expect(bias.groups.map(\.values) == [["wood"], ["town"]] && bias.groups.map(\.count) == [60, 59])
        let owl = try #require(bias.rates.first { $0.name == "owl" })
        #expect(owl.isGap && owl.groups.map(\.rate) == [6.0 / 59, 0.5])
        #expect(bias.proxies.first?.columns.first?.name == "site" && bias.proxies.first?.columns.first?.isProxy == true)
        #expect(bias.notCompared == 2, "`id` and `key` are different for each")
        #expect(bias.slices == nil)
        #expect(bias.findings.map(\.code).contains("bias.label-rate"))
    }

    @Test("are crossed by two fields, small ones hidden; a field there is none of is refused")
    func crossed() async throws {
        let aviary = try await Self.aviary()
        let bias = try await aviary.workflows.bias(of: "birds", as: aviary.owner, by: ["place", "site"])
        #expect(bias.by == ["place", "site"] && bias.groups.map(\.values) == [["wood", "w"], ["town", "t"]])
        #expect(await aviary.code { _ = try await aviary.workflows.bias(of: "birds", as: aviary.owner, by: ["nope"]) } == "table.step")
    }

    @Test("stand beside the shares they should have, with what is to be collected; what says no shares is refused")
    func reference() async throws {
        let aviary = try await Self.aviary()
        let bias = try await aviary.workflows.bias(of: "birds", as: aviary.owner, by: ["place"], reference: "wood=1,town=3")
        let cells = try #require(bias.representation).cells
        #expect(cells.map(\.values) == [["town"], ["wood"]] && cells.map(\.needed) == [121, 0] && cells.map(\.verdict) == [.under, .over])
        #expect(bias.findings.first?.code == "bias.underrepresented")
        #expect(try await aviary.workflows.bias(of: "birds", as: aviary.owner, by: ["place"]).representation == nil)
        #expect(await aviary.code { _ = try await aviary.workflows.bias(of: "birds", as: aviary.owner, by: ["place"], reference: "wood") } == "reference.written")
    }

    @Test("there are none without a field of a few values")
    func none() async throws {
        let aviary = try await Aviary()
        try await aviary.items(3)
        let bias = try await aviary.workflows.bias(of: "birds", as: aviary.owner)
        #expect(bias.by.isEmpty && bias.fields.isEmpty && bias.items == 3)
    }

    @Test("of many items every so many-th is looked at")
    func part() {
        var input = BiasInput("species", every: 3)
        let items = (0..<7).map { Item.sighting($0) }
        #expect(input.choose(Array(items[..<4])).map(\.key) == ["b0", "b3"])
        #expect(input.choose(Array(items[4...])).map(\.key) == ["b6"])
    }
}

extension Item {
    fileprivate static func sighting(_ number: Int) -> Item {
        Item(
            id: ItemID(raw: Int64(number)), project: ProjectID(raw: 1), source: SourceID(raw: 1), run: RunID(raw: 1), key: "b\(number)", media: .text, fields: [:],
            blobs: [:], metadata: [:], licence: nil, state: .ready)
    }
}
