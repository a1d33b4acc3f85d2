import Foundation
import Testing

@Suite("Repository")
struct RepositoryTests {
    static let textual = [".swift", ".c", ".h", ".ts", ".tsx", ".css", ".html", ".py", ".mjs", ".json", ".jsonl", ".md", ".yaml", ".yml", ".txt", ".sql", ".ini", "start", "test", "run"]

    @Test("what the front page promises is there", arguments: [
        "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "start", "test", ".ci/run", "docs/tour.md", "docs/glossary.md",
        "docs/commands.md", "docs/api.md", "docs/threat-model.md", "examples/README.md", "examples/support/winnow.yaml",
        "examples/support/guidelines.md", "examples/support/messages.jsonl", "examples/support/LICENCE.txt",
        "examples/parts/winnow.yaml", "examples/parts/guidelines.md", "examples/parts/draw.py", "examples/parts/pictures/boxes.json", "examples/parts/LICENCE.txt",
    ])
    func promisedFile(_ path: String) {
        #expect(Checkout.exists(path))
    }

    @Test("scripts may be run", arguments: ["start", "test", ".ci/run", "tools/build-languages", "tools/build-web", "tools/install-packages", "tools/python-environment", "tools/screenshots", "tools/write-docs"])
    func executable(_ path: String) {
        #expect(FileManager.default.isExecutableFile(atPath: Checkout.root.appendingPathComponent(path).path))
    }

    @Test("start and test compile with the same flags, so their objects are shared")
    func oneSetOfFlags() throws {
        let flags = "-c release -Xswiftc -enable-testing --explicit-target-dependency-import-check error"
        for script in ["start", "test"] {
            let commands = try Checkout.text(script).split(separator: "\n").filter { line in
                let words = line.trimmingCharacters(in: .whitespaces)
                return !words.hasPrefix("#") && (words.contains("swift build ") || words.contains("swift test "))
            }
            #expect(!commands.isEmpty)
            for command in commands { #expect(command.contains(flags), "\(script): \(command)") }
        }
    }

    @Test("no path of somebody's machine and no private address of a package registry is written down")
    func noMachines() throws {
        let folder = Checkout.root.deletingLastPathComponent().path
        // Spelled apart so that this file does not find itself.
        let homes = ["/" + "root/", "/" + "Users/", "/" + "home/"]
        let registries = ["artifact" + "ory", "index-" + "url", "registry." + "npmjs"]
        for file in try Checkout.files() where Self.textual.contains(where: { file.hasSuffix($0) }) {
            let text = try Checkout.text(file)
            // Compared first: a failed expectation prints both sides, and one of them is the whole file.
            let named = (homes + registries + (folder.count > 1 ? [folder + "/"] : [])).filter(text.contains)
            #expect(named.isEmpty, "\(file) names \(named)")
        }
    }

    @Test("no file is large enough to be somebody's data")
    func noData() throws {
        for file in try Checkout.files() {
            let size = try FileManager.default.attributesOfItem(atPath: Checkout.root.appendingPathComponent(file).path)[.size] as? Int ?? 0
            #expect(size <= 600_000, "\(file) has \(size) bytes")
        }
    }
}
