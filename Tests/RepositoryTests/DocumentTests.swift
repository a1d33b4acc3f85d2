import Foundation
import Testing

@Suite("Documents")
struct DocumentTests {
    @Test("every link between documents leads to a file")
    func links() throws {
        let pattern = /\]\(([^)#\s]+)(#[^)]*)?\)/
        for file in try Checkout.files().filter({ $0.hasSuffix(".md") && !$0.hasPrefix("Tests/") }) {
            let folder = (file as NSString).deletingLastPathComponent
            for match in try Checkout.text(file).matches(of: pattern) where !match.output.1.contains(":") {
                let target = NSString(string: folder).appendingPathComponent(String(match.output.1))
                #expect(Checkout.exists((target as NSString).standardizingPath), "\(file) links to \(match.output.1)")
            }
        }
    }

    @Test("decisions are numbered without a gap and have the same headings")
    func decisions() throws {
        let files = try Checkout.files(under: ["docs/decisions"], endings: [".md"])
        #expect(!files.isEmpty)
        for (place, file) in files.enumerated() {
            let number = String(place + 1)
            #expect((file as NSString).lastPathComponent.hasPrefix(String(repeating: "0", count: 4 - number.count) + number + "-"))
            let text = try Checkout.text(file)
            let lacking = ["## Context", "## Decision", "## Rejected", "## Consequences"].filter { !text.contains($0) }
            #expect(lacking.isEmpty, "\(file) lacks \(lacking)")
        }
    }

    @Test("the commands of the README are scripts or verbs that docs/commands.md lists")
    func readmeCommands() throws {
        let listed = try MarkedSection.of("docs/commands.md", "commands")
        for line in try CodeBlocks.shell(in: "README.md") {
            let words = line.split(separator: " ")
            guard let first = words.first else { continue }
            if first.hasPrefix("./") {
                #expect(Checkout.exists(String(first.dropFirst(2))), "README.md: \(line)")
            } else if first == "winnow", words.count > 1 {
                let isListed = listed.contains("`winnow \(words[1])")
                #expect(isListed, "README.md: `\(line)` is not in docs/commands.md")
            }
        }
    }

    @Test("the glossary explains every word the design keeps to", arguments: [
        "Workspace", "Project", "Task definition", "Item", "Blob", "Source", "Run", "Question", "Label", "Annotation", "Revision", "Answer",
        "Part", "Draft", "Slot", "Assignment", "Suggestion", "Review", "Verdict", "Gold item", "Consensus", "Settled answer", "Finding",
        "Dataset", "Commit", "Recipe", "Shipping",
    ])
    func glossary(_ word: String) throws {
        let isExplained = try Checkout.text("docs/glossary.md").contains("**\(word)**")
        #expect(isExplained)
    }
}

/// Lines of the ```sh blocks of a document, without comments and continuations.
enum CodeBlocks {
    static func shell(in file: String) throws -> [String] {
        var lines: [String] = []
        var isInside = false
        for line in try Checkout.text(file).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isInside = line.hasPrefix("```sh")
            } else if isInside, let command = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first {
                lines.append(command.trimmingCharacters(in: .whitespaces))
            }
        }
        return lines.filter { !$0.isEmpty }
    }
}
