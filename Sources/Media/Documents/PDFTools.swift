import Glibc

/// poppler's programs, run on an open document: pages, fonts, images, text and pictures of a PDF.
///
/// GPL, so it stays behind a process; hostile input, so it stays behind a fence (`ChildProcess`). Debian's `poppler-utils`.
struct PDFTools {
    let source: DocumentSource
    let limits: DocumentLimits

    /// What a program printed, also when it complained; `DocumentError` when it gave up.
    func run(_ tool: String, _ arguments: [String]) throws(DocumentError) -> (output: [UInt8], complaint: String) {
        do throws(ToolError) {
            let child = try ChildProcess(tool, arguments, input: source.descriptor, tools: MediaTools(), limits: limits.process)
            let output = try child.wholeOutput()
            try child.finishWell()
            return (output, child.lastWords)
        } catch {
            throw Self.failure(error)
        }
    }

    private static func failure(_ error: ToolError) -> DocumentError {
        switch error {
        case .killed(_, SIGXCPU, _): return .tool(error)
        case .killed(let tool, let signal, _): return .damaged(.pdf, "`\(tool)` was ended by signal \(signal)", at: nil)
        case .failed(let tool, _, let words):
            if words.contains("Incorrect password") { return .encrypted(.pdf) }
            if let found = noSuchPage(words) { return found }
            let (text, place) = complaint(words)
            return .damaged(.pdf, text ?? "`\(tool)` could not open it", at: place)
        default: return .tool(error)
        }
    }

    /// `Wrong page range given: the first page (9) can not be after the last page (1).`
    private static func noSuchPage(_ complaint: String) -> DocumentError? {
        guard complaint.contains("Wrong page range") else { return nil }
        let numbers = complaint.split(separator: "(").dropFirst().compactMap { Int($0.prefix { $0 != ")" }) }
        return numbers.count == 2 ? .noSuchPage(numbers[0], pages: numbers[1]) : nil
    }

    /// The first complaint that is an error, and the byte it names: `Syntax Error (1234): ...`.
    static func complaint(_ text: String) -> (text: String?, place: Int?) {
        for line in text.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].contains("Error") else { continue }
            let place = line[..<colon].split(separator: "(").last.flatMap { Int($0.prefix { $0 != ")" }) }
            let words = line[line.index(after: colon)...].drop { $0 == " " }.prefix(120)
            return (words.isEmpty ? nil : String(words), place)
        }
        return (nil, nil)
    }
}

extension PDFTools {
    /// What `pdfinfo` says.
    struct Information {
        var pageCount = 0
        var pages: [DocumentFacts.Page] = []
        var version = ""
        var isEncrypted = false
        var isLinearised = false
        var hasJavaScript = false
        var complaint = ""
    }

    func information() throws(DocumentError) -> Information {
        let (output, complaint) = try run("pdfinfo", ["-f", "1", "-l", "\(limits.maximumPages)", "-enc", "UTF-8", ChildProcess.inputPath])
        var found = Self.information(output, limits)
        found.complaint = complaint
        guard found.pageCount > 0 else {
            let words = Self.complaint(complaint)
            throw .damaged(.pdf, words.text ?? "it has no pages", at: words.place)
        }
        return found
    }

    /// Titles and keywords are printed before our lines and may hold anything, so of equal keys the last counts.
    static func information(_ output: [UInt8], _ limits: DocumentLimits = DocumentLimits()) -> Information {
        var found = Information(), pages: [Int: DocumentFacts.Page] = [:]
        let sides = 0.0...3_000_000
        for line in output.split(separator: UInt8(ascii: "\n")) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let key = String(decoding: line[..<colon], as: UTF8.self), value = String(decoding: line[(colon + 1)...].drop { $0 == 32 }, as: UTF8.self)
            let words = key.split(separator: " "), numbers = value.split(separator: " ")
            if words.count == 3, words[0] == "Page", let page = Int(words[1]), page > 0 {
                var one = pages[page] ?? DocumentFacts.Page(width: 0, height: 0, rotation: 0, images: 0)
                if words[2] == "size", numbers.count >= 3, let width = Double(numbers[0]), let height = Double(numbers[2]) {
                    // A page may claim any size; beyond a kilometre it has none.
                    (one.width, one.height) = (sides.contains(width) ? width : 0, sides.contains(height) ? height : 0)
                }
                if words[2] == "rot", let turn = Int(value) { one.rotation = ((turn % 360) + 360) % 360 }
                pages[page] = one
                continue
            }
            switch key {
            case "Pages": found.pageCount = max(0, Int(value) ?? 0)
            case "PDF version": found.version = String(value.prefix(8))
            case "Encrypted": found.isEncrypted = value.hasPrefix("yes")
            case "Optimized": found.isLinearised = value.hasPrefix("yes")
            case "JavaScript": found.hasJavaScript = value.hasPrefix("yes")
            default: break
            }
        }
        let count = min(found.pageCount, pages.keys.max() ?? 0, limits.maximumPages)
        found.pages = (0..<count).map { pages[$0 + 1] ?? DocumentFacts.Page(width: 0, height: 0, rotation: 0, images: 0) }
        return found
    }

    /// Images by page, masks left out: a mask belongs to an image or is a stamp of ink.
    func images(pages: Int) throws(DocumentError) -> [Int] {
        let (output, _) = try run("pdfimages", ["-list", "-f", "1", "-l", "\(max(1, pages))", ChildProcess.inputPath])
        var counts = [Int](repeating: 0, count: pages)
        for line in output.split(separator: UInt8(ascii: "\n")).dropFirst(2) {
            let words = line.split(separator: 32, maxSplits: 3)
            guard words.count > 2, !words[2].elementsEqual("smask".utf8), let page = Int(String(decoding: words[0], as: UTF8.self)), counts.indices.contains(page - 1) else { continue }
            counts[page - 1] += 1
        }
        return counts
    }

    /// Names hold anything, spaces too: columns are counted from the right (`emb sub uni object ID`).
    func fonts(pages: Int) throws(DocumentError) -> (all: Int, notEmbedded: Int, withoutCharacters: Int) {
        let (output, _) = try run("pdffonts", ["-f", "1", "-l", "\(max(1, pages))", ChildProcess.inputPath])
        var (all, notEmbedded, withoutCharacters) = (0, 0, 0)
        for line in output.split(separator: UInt8(ascii: "\n")).dropFirst(2) {
            let words = line.split(separator: 32).suffix(6).map { String(decoding: $0, as: UTF8.self) }
            guard words.count == 6 else { continue }
            all += 1
            if words[1] == "no" { notEmbedded += 1 }
            // A standard encoding names its characters without a map.
            if words[3] == "no", ["Identity-H", "Identity-V", "Custom"].contains(words[0]) { withoutCharacters += 1 }
        }
        return (all, notEmbedded, withoutCharacters)
    }

    func attachments() throws(DocumentError) -> Int {
        let (output, _) = try run("pdfdetach", ["-list", ChildProcess.inputPath])
        return Int(String(decoding: output.prefix { (48...57).contains($0) }.prefix(9), as: UTF8.self)) ?? 0
    }
}
