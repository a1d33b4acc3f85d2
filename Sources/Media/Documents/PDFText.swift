/// Reads what `pdftotext -bbox-layout` prints: pages, lines and words with their boxes. Plain text when that fails.
enum PDFText {
    static func pages(_ tools: PDFTools) throws(DocumentError) -> [DocumentText.Page] {
        guard tools.source.byteCount <= tools.limits.maximumBytes else { throw .tooManyBytes(tools.source.byteCount, limit: tools.limits.maximumBytes) }
        let usual = ["-f", "1", "-l", "\(tools.limits.maximumPages)", "-enc", "UTF-8"]
        do throws(DocumentError) {
            return pages(try tools.run("pdftotext", usual + ["-bbox-layout", ChildProcess.inputPath, "-"]).output)
        } catch {
            guard case .damaged = error else { throw error }
            return plainPages(try tools.run("pdftotext", usual + [ChildProcess.inputPath, "-"]).output)
        }
    }

    /// A form feed ends a page.
    static func plainPages(_ output: [UInt8]) -> [DocumentText.Page] {
        var pages = output.split(separator: 12, omittingEmptySubsequences: false)
        if pages.last?.isEmpty == true { pages.removeLast() }
        return pages.map { DocumentText.Page(width: 0, height: 0, words: [], text: String(decoding: $0, as: UTF8.self)) }
    }

    /// Whatever stands in it, pages come out; a number that is missing is 0.
    static func pages(_ output: [UInt8]) -> [DocumentText.Page] {
        var scanner = MarkupScanner(output), pages: [DocumentText.Page] = [], line = -1, text: [UInt8] = []
        var word: DocumentText.Word?, letters: [UInt8] = []
        func close() {
            guard !pages.isEmpty else { return }
            pages[pages.count - 1].text = String(decoding: text, as: UTF8.self)
            text = []
        }
        while let piece = scanner.next() {
            switch piece {
            case .text(let range): if word != nil { MarkupScanner.append(scanner.bytes[range], to: &letters) }
            case .tag(let tag):
                func number(_ name: StaticString) -> Double { scanner.number(name, of: tag) ?? 0 }
                switch (tag.name, tag.isClosing) {
                case ("page", false):
                    pages.append(DocumentText.Page(width: number("width"), height: number("height"), words: [], text: ""))
                    line = -1
                case ("page", true): close()
                case ("line", false):
                    line += 1
                    if !text.isEmpty { text.append(10) }
                case ("word", false): word = DocumentText.Word(text: "", left: number("xMin"), top: number("yMin"), right: number("xMax"), bottom: number("yMax"), line: max(0, line))
                case ("word", true):
                    guard var done = word, !pages.isEmpty else { continue }
                    done.text = String(decoding: letters, as: UTF8.self)
                    if let last = text.last, last != 10 { text.append(32) }
                    text += letters
                    pages[pages.count - 1].words.append(done)
                    (word, letters) = (nil, [])
                default: break
                }
            }
        }
        if !text.isEmpty { close() }
        return pages
    }
}
