import Foundation
import Testing

@Suite("Package")
struct PackageTests {
    @Test("every target imports only what the design's table allows")
    func arrowsPointDown() throws {
        for target in try PackageDescription.read().modules where !Arrows.isBenchmark(target) && !Arrows.isCLibrary(target.name) {
            let ours = (target.targetDependencies ?? []).filter { !Arrows.isCLibrary($0) }
            let allowed = try #require(Arrows.allowed[target.name], "`\(target.name)` is not in the table of Arrows.swift and docs/tour.md")
            let wrong = ours.filter { !allowed.contains($0) }.sorted()
            #expect(wrong.isEmpty, "`\(target.name)` depends on \(wrong.joined(separator: ", "))")
        }
    }

    @Test("docs/tour.md names every target with what it imports, and no other")
    func tourIsThePackage() throws {
        let told = try Tour.table()
        let modules = try PackageDescription.read().modules.filter { !Arrows.isBenchmark($0) && !Arrows.isCLibrary($0.name) }
        #expect(told.map(\.name).sorted() == modules.map(\.name).sorted())
        for row in told {
            let target = try #require(modules.first { $0.name == row.name })
            let imported = Set((target.targetDependencies ?? []).filter { !Arrows.isCLibrary($0) })
            #expect(Set(row.imports) == imported, "docs/tour.md tells another story of what `\(row.name)` imports")
        }
    }

    @Test("the product is one executable named winnow")
    func oneExecutable() throws {
        let executables = try PackageDescription.read().modules.filter { $0.type == "executable" && !Arrows.isBenchmark($0) }
        #expect(executables.map(\.name) == ["winnow"])
    }

    /// Else a new dependency of a parser breaks the fuzzing, which is built last of all.
    @Test("the package for fuzzing builds its targets of the same things as the main one", arguments: ["Records", "Kernels", "Media", "Formats"])
    func fuzzingIsTheSame(_ target: String) throws {
        let declared = try ["Package.swift", "Benchmarks/fuzz/Package.swift"].map { file in
            let lines = try Checkout.text(file).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            return try #require(lines.first { $0.hasPrefix("module(\"\(target)\"") }, "\(file) does not declare `\(target)`")
        }
        #expect(declared[0] == declared[1])
    }

    @Test("no stage imports another stage", arguments: Arrows.stages)
    func stagesAreApart(_ stage: String) throws {
        let imports = try Checkout.files(under: ["Sources/\(stage)"], endings: [".swift"]).flatMap { try SwiftImports.of($0) }
        #expect(imports.filter { Arrows.stages.contains($0) && $0 != stage } == [])
    }

    @Test("an import written in a file is one its target may have", arguments: Arrows.allowed.keys.sorted())
    func importsAreAllowed(_ target: String) throws {
        let own = Set(Arrows.allowed.keys)
        let allowed = Set(Arrows.allowed[target] ?? [])
        for file in try Checkout.files(under: ["Sources/\(target)"], endings: [".swift"]) {
            let wrong = try SwiftImports.of(file).filter { own.contains($0) && !allowed.contains($0) }
            #expect(wrong.isEmpty, "\(file) imports \(wrong.joined(separator: ", "))")
        }
    }
}

/// The table of targets in docs/tour.md: `| name | holds | may import |`.
enum Tour {
    struct Row {
        var name: String
        var imports: [String]
    }

    static func table() throws -> [Row] {
        let section = try MarkedSection.of("docs/tour.md", "targets")
        return section.split(separator: "\n").dropFirst(2).map { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            let imports = cells[2].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces.union(["`"])) }
            return Row(name: cells[0].trimmingCharacters(in: ["`"]), imports: imports.filter { $0 != "-" })
        }
    }
}

enum SwiftImports {
    /// Modules a file imports, with `@testable`, `public`, `import struct X.Y` and the like.
    static func of(_ file: String) throws -> [String] {
        try Checkout.text(file).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").filter { !$0.hasPrefix("@") && $0 != "public" && $0 != "internal" && $0 != "package" && $0 != "private" }
            guard words.first == "import", words.count > 1 else { return nil }
            let isOneSymbol = ["struct", "class", "enum", "func", "protocol", "typealias", "var", "let"].contains(words[1])
            guard let name = isOneSymbol ? words.dropFirst(2).first : words[1] else { return nil }
            return name.split(separator: ".").first.map(String.init)
        }
    }
}
