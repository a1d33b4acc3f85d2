import Foundation
import Kernels
import Records
import Testing

@testable import Preparing
@testable import Workflows

@Suite("Names of persons in a project")
struct PersonalNamesTests {
    private static let texts: [(key: String, text: String, label: String?)] = [(key: "b0", text: "Ask maria or write to ada@lovelace.org", label: nil), (key: "b1", text: "Nothing to see", label: nil)]

    private func aviary(_ settings: String) async throws -> Aviary {
        let aviary = try await Aviary(more: "prepare:\n  - {step: personal-data\(settings)}")
        try aviary.write(Self.texts)
        try await aviary.collect()
        return aviary
    }

    private func prepare(_ workflows: Workflows, as actor: Actor) async throws -> JSONObject {
        try await workflows.perform(try await workflows.prepare("birds", as: actor).job).report["personal-data"]?.object ?? [:]
    }

    @Test("are found with the rest when the step asks for them, shown as places, and masked before viewers", arguments: [
        (", names: true", ["EMAIL_ADDRESS ada@lovelace.org", "PERSON maria"]), (", entities: [PERSON]", ["PERSON maria"]), ("", ["EMAIL_ADDRESS ada@lovelace.org"]),
    ])
    func found(settings: String, expected: [String]) async throws {
        let (aviary, names) = (try await aviary(settings), try LittleNames())
        let workflows = Workflows(aviary.workflows.workspace, models: ModelFolder(names.folder))
        #expect(try await prepare(workflows, as: aviary.owner)["places"] == .int(Int64(expected.count)))
        let places = try await workflows.personalData(of: "birds", as: aviary.owner).places
        #expect(places.map { "\($0.entity) \($0.value)" }.sorted() == expected)
        let viewer = try await aviary.person("vera", .viewer)
        let seen = try await workflows.items(of: "birds", as: viewer, ItemQuery()).items[0].preview
        #expect(seen.contains("maria") == !expected.contains("PERSON maria"), "\(seen)")
    }

    @Test("without their model nothing is begun, and what would be masked is neither shown nor shipped; once it is there it is")
    func lacking() async throws {
        let (aviary, names) = (try await aviary(", names: true"), try LittleNames())
        let viewer = try await aviary.person("vera", .viewer)
        let folder = names.folder + "/later"
        let workflows = Workflows(aviary.workflows.workspace, models: ModelFolder(folder))
        func code(_ body: () async throws -> Void) async -> String? {
            do { try await body() } catch { return (error as? WorkflowError)?.code ?? "\(error)" }
            return nil
        }
        func look() async throws { _ = try await workflows.items(of: "birds", as: viewer, ItemQuery()) }
        func export() async throws -> Job { try await workflows.perform(try await workflows.export("birds", as: aviary.owner, format: "jsonl", to: aviary.folder + "/out", settings: ["unlabelled": true]).job) }
        #expect(await code { _ = try await prepare(workflows, as: aviary.owner) } == "models.missing")
        #expect(await code(look) == "models.missing")
        #expect(await code { _ = try await export() } == "models.missing")
        #expect(try await workflows.items(of: "birds", as: aviary.owner, ItemQuery()).items[0].preview == Self.texts[0].text)
        try FileManager.default.copyItem(atPath: names.folder + "/names.bin", toPath: names.folder + "/kept.bin")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: names.folder + "/kept.bin", toPath: folder + "/names.bin")
        #expect(await code(look) == nil)
        #expect(try await prepare(workflows, as: aviary.owner)["places"] == 2)
    }

    @Test("a file that is no model of names is refused with how to make one")
    func damaged() async throws {
        let (aviary, names) = (try await aviary(", names: true"), try LittleNames())
        try Data("WNM1 and rubbish".utf8).write(to: URL(fileURLWithPath: names.folder + "/names.bin"))
        let workflows = Workflows(aviary.workflows.workspace, models: ModelFolder(names.folder))
        do {
            _ = try await prepare(workflows, as: aviary.owner)
            Issue.record("was taken")
        } catch let error as WorkflowError {
            #expect(error.code == "models.damaged" && error.hint?.contains("tools/train-names") == true, "\(error)")
        }
    }
}

/// A folder with a model that knows one name: whatever is not `maria` is no name.
private final class LittleNames {
    let folder = NSTemporaryDirectory() + "winnow-names-\(UUID().uuidString)"
    private static let (rowBits, slotBits) = (16, 4)

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(Self.file).write(to: URL(fileURLWithPath: folder + "/names.bin"))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private static var file: [UInt8] {
        var weights = [UInt8](repeating: 0, count: 8 << rowBits)
        func weigh(_ question: UInt64, _ answer: UInt64, label: Int, _ weight: UInt8) { weights[(NameHash.row(question, answer) & ((1 << rowBits) - 1)) * 8 + label] = weight }
        weigh(0, 0, label: 0, 40)
        weigh(23, UInt64(NameDictionary.first), label: 1, 80)
        let key = NameHash.mix(NameHash.seed, word("maria")), slots = 1 << slotBits, place = Int(truncatingIfNeeded: key) & (slots - 1)
        var keys = [UInt32](repeating: 0, count: slots), classes = [UInt8](repeating: 0, count: slots)
        (keys[place], classes[place]) = (UInt32(truncatingIfNeeded: key >> 32), NameDictionary.first)
        let unit = Float(0.25).bitPattern, steps = [UInt32](repeating: 0, count: NameLabel.count * NameLabel.count)
        let rest = [UInt8(NameLabel.count), UInt8(rowBits), UInt8(slotBits), 0] + ([unit] + steps).flatMap(little) + weights + keys.flatMap(little) + classes
        return Array("WNM1".utf8) + little(1) + little(rest.withUnsafeBytes(CheckedBytes.crc32)) + rest
    }

    private static func word(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { bytes in
            var cuts = WordCuts(), words: [NameWord] = []
            NameTagger.cut(bytes, &cuts, &words)
            return words[0].hash
        }
    }

    private static func little(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
}
