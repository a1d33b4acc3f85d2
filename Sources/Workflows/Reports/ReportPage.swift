/// One self-contained page: title, key figures, warnings, sections. No scripts, no requests, light and dark, fit to print.
///
/// Equal input gives equal bytes: nothing in it depends on the time or the machine.
public struct ReportPage: Sendable {
    struct Fact: Sendable {
        var name: String
        var value: String
        /// What stands small below it.
        var note = ""
    }

    struct Section: Sendable {
        var heading: String
        /// What is seen here and how to read it.
        var words: String
        var body: [HTML]
    }

    var title: String
    /// What it was made of.
    var source: String
    var facts: [Fact] = []
    var warnings: [String] = []
    var sections: [Section] = []

    /// Near the start of every page: tells a report that may be written anew from any other file.
    static let mark = "<meta name=\"generator\" content=\"winnow\">"

    mutating func add(_ heading: String, _ words: String = "", _ body: HTML?...) {
        let body = body.compactMap(\.self)
        if !body.isEmpty { sections.append(Section(heading: heading, words: words, body: body)) }
    }

    var html: String {
        let facts: [HTML] = facts.map { fact in
            let note: HTML = fact.note.isEmpty ? "" : "<small>\(fact.note)</small>"
            return "<div><dt>\(fact.name)</dt><dd>\(fact.value)</dd>\(note)</div>\n"
        }
        let warnings: [HTML] = warnings.map { "<p class=\"warning\">\(HTML.sentence($0))</p>\n" }
        let page: HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            \(Self.marked)
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title): \(source)</title>
            <style>\(ReportStyle.sheet)</style>
            </head>
            <body>
            <main>
            <header><h1>\(title)</h1><p>\(source)</p></header>
            <dl class="facts">
            \(facts)</dl>
            \(warnings)\(sections.map(Self.section))</main>
            </body>
            </html>

            """
        return page.text
    }

    private static var marked: HTML { HTML(stringLiteral: mark) }

    private static func section(_ section: Section) -> HTML {
        let words: HTML = section.words.isEmpty ? "" : "<p>\(section.words)</p>\n"
        return "<section>\n<h2>\(section.heading)</h2>\n\(words)\(section.body)\n</section>\n"
    }
}
