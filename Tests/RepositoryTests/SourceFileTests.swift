import Foundation
import Testing

@Suite("Source files")
struct SourceFileTests {
    static let code = [".swift", ".c", ".h", ".ts", ".tsx", ".css", ".py", ".mjs"]

    @Test("no file is longer than 800 lines")
    func ceiling() throws {
        for file in try Checkout.files(under: ["Sources", "Tests", "Benchmarks", "web/src", "web/test"], endings: Self.code) {
            let lines = try Checkout.text(file).utf8.count { $0 == UInt8(ascii: "\n") }
            #expect(lines <= 800, "\(file) has \(lines) lines")
        }
    }

    @Test("no file or folder is a drawer: utils, helpers, common, misc, base, manager")
    func noDrawers() throws {
        let drawers: Set<String> = ["util", "utils", "utilities", "helper", "helpers", "common", "misc", "base", "manager", "managers", "shared"]
        for file in try Checkout.files(under: ["Sources", "Tests", "Benchmarks", "web/src", "web/test"], endings: [""]) {
            for part in file.split(separator: "/").dropFirst() {
                let name = part.prefix { $0 != "." }.lowercased()
                #expect(!drawers.contains(name), "\(file): `\(part)` says nothing about what is in it")
            }
        }
    }

    @Test("no type is named after its duty to everybody", arguments: ["Manager", "Helper", "Helpers", "Util", "Utils", "Impl"])
    func noEmptyTypeNames(_ ending: String) throws {
        let pattern = try Regex("\\b(?:class|struct|enum|actor|protocol)\\s+\\w*\(ending)\\b")
        for file in try Checkout.files(under: ["Sources"], endings: [".swift"]) {
            // Few lines hold the word at all; the pattern is slow and looks at those only.
            let lines = try Checkout.text(file).split(separator: "\n").filter { $0.contains(ending) }
            let found = lines.first { $0.firstMatch(of: pattern) != nil }
            #expect(found == nil, "\(file): \(found ?? "")")
        }
    }

    @Test("every Swift file of the product opens with why it is there")
    func opensWithWhy() throws {
        for file in try Checkout.files(under: ["Sources"], endings: [".swift"]) where !file.contains("+") && !file.hasSuffix("/main.swift") {
            let isExplained = try Checkout.text(file).contains("///")
            #expect(isExplained, "\(file) has no doc comment")
        }
    }

    @Test("nothing in the product can be trapped by a user: no `try!`, no `as!`, no `fatalError`", arguments: ["try!", "as! ", "fatalError("])
    func noTraps(_ trap: String) throws {
        for file in try Checkout.files(under: ["Sources"], endings: [".swift"]) {
            let bad = try Checkout.text(file).split(separator: "\n").first { $0.contains(trap) && !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//") }
            #expect(bad == nil, "\(file): \(bad ?? "")")
        }
    }
}
