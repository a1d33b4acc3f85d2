import Media
import Records

/// One thing that can be wrong with a readable document.
public protocol DocumentCheck: CatalogEntry {
    /// What was seen, without the name of the document; nil when all is well.
    func words(_ document: DocumentMeasurements, _ settings: DocumentCheckSettings) -> String?
    var severity: Finding.Severity { get }
    var hint: String? { get }
}

extension DocumentCheck {
    public var severity: Finding.Severity { .warning }
    public var hint: String? { nil }

    public func finding(_ document: DocumentMeasurements, _ settings: DocumentCheckSettings, key: String) -> Finding? {
        words(document, settings).map { Finding(severity, "document.\(name)", $0, at: Place(record: key), hint: hint) }
    }

    /// Numbers of the pages that are so, from 1.
    func pages(_ document: DocumentMeasurements, where isSo: (DocumentMeasurements.Page) -> Bool) -> [Int] {
        document.pages.indices.filter { isSo(document.pages[$0]) }.map { $0 + 1 }
    }

    /// "page 3", "pages 1, 2, 5", "pages 1, 2, 3, 4, 5 and 20 more".
    func listed(_ pages: [Int]) -> String {
        let shown = pages.prefix(5).map(String.init).joined(separator: ", ")
        return (pages.count == 1 ? "page " : "pages ") + shown + (pages.count > 5 ? " and \(pages.count - 5) more" : "")
    }
}

public enum DocumentCheckCatalog {
    public static let all: [any DocumentCheck] = [
        NoTextLayer(), NoText(), EmptyPages(), DamagedText(), UnmappedFonts(), MixedPageSizes(), TurnedPages(), TooManyPages(), TooLarge(),
    ]
}

public struct NoTextLayer: DocumentCheck {
    public static let name = "no-text-layer"
    public static let summary = "Pages show images or drawn letters and store no text: a scan"
    public init() {}

    public func words(_ document: DocumentMeasurements, _ settings: DocumentCheckSettings) -> String? {
        let found = pages(document) { page in
            page.images > 0 && page.text.characters < settings.leastCharacters || page.text.characters == 0 && page.drawing == .drawn
        }
        guard !found.isEmpty else { return nil }
        return "\(found.count) of \(document.pages.count) pages have no text layer (\(listed(found)))"
    }
    public var hint: String? { "recognise the text (OCR) before labelling text, or label the pages as pictures" }
}

public struct NoText: DocumentCheck {
    public static let name = "no-text"
    public static let summary = "A document of text without any"
    public init() {}

    public func words(_ document: DocumentMeasurements, _ settings: DocumentCheckSettings) -> String? {
        document.facts.format != .pdf && document.characters == 0 ? "the \(document.facts.format.title) has no text" : nil
    }
}

public struct EmptyPages: DocumentCheck {
    public static let name = "empty-pages"
    public static let summary = "Pages without text and images"
    public init() {}

    public func words(_ document: DocumentMeasurements, _ settings: DocumentCheckSettings) -> String? {
        guard document.facts.format == .pdf else { return nil }
        let found = pages(document) { $0.text.characters == 0 && $0.images == 0 && $0.drawing != .drawn }
        guard !found.isEmpty else { return nil }
        return found.count == document.pages.count ? "all pages are empty" : "\(found.count) of \(document.pages.count) pages are empty (\(listed(found)))"
    }
}

public struct DamagedText: DocumentCheck {
    public static let name = "damaged-text"
    public static let summary = "Much of the text is no characters: replacement, private use, control"
    public init() {}

    public func words(_ document: DocumentMeasurements, _ settings: DocumentCheckSettings) -> String? {
        guard document.damagedCharacters > 0, Double(document.damagedCharacters) > settings.damagedShare * Double(document.characters) else { return nil }
        return "\(document.damagedCharacters) of \(document.characters) characters of the text are none"
    }
    public var hint: String? { "its fonts do not say which characters they draw; recognise the text (OCR) instead" }
}

public struct UnmappedFonts: DocumentCheck {
    public static let name = "unmapped-fonts"
    public static let summary = "Fonts that do not say which characters their glyphs are"
    public init() {}

    public func words(_ document: DocumentMeasurements, _ settings: DocumentCheckSettings) -> String? {
        let count = document.facts.fontsWithoutCharacters
        return count > 0 ? "\(count) of \(document.facts.fonts) fonts do not say which characters they draw" : nil
    }
    public var severity: Finding.Severity { .note }
    public var hint: String? { "compare some text with the page before trusting it" }
}

public struct MixedPageSizes: DocumentCheck {
    public static let name = "mixed-page-sizes"
    public static let summary = "Pages of several sizes in one document"
    public init() {}

    /// Turned pages of one paper are one size.
    public func words(_ document: DocumentMeasurements, _ settings: DocumentCheckSettings) -> String? {
        let sides = document.pages.map { [min($0.width, $0.height), max($0.width, $0.height)] }.filter { $0[0] > 0 && $0[1] < 1e9 }
        func isLike(_ a: [Double], _ b: [Double]) -> Bool { abs(a[0] - b[0]) <= settings.sizeTolerance && abs(a[1] - b[1]) <= settings.sizeTolerance }
        var kinds: [(sides: [Double], count: Int)] = []
        for one in sides {
            // A hundred kinds are mixed enough.
            if let place = kinds.firstIndex(where: { isLike($0.sides, one) }) { kinds[place].count += 1 } else if kinds.count < 100 { kinds.append((one, 1)) }
        }
        guard kinds.count > 1, let usual = kinds.max(by: { $0.count < $1.count }) else { return nil }
        return "\(sides.count - usual.count) of \(sides.count) pages are not \(Int(usual.sides[0].rounded())) x \(Int(usual.sides[1].rounded())) points like the others"
    }
    public var severity: Finding.Severity { .note }
}

public struct TurnedPages: DocumentCheck {
    public static let name = "turned-pages"
    public static let summary = "Pages stored turned"
    public init() {}

    public func words(_ document: DocumentMeasurements, _ settings: DocumentCheckSettings) -> String? {
        let found = pages(document) { $0.rotation != 0 }
        return found.isEmpty ? nil : "\(listed(found)) \(found.count == 1 ? "is" : "are") stored turned"
    }
    public var severity: Finding.Severity { .note }
    public var hint: String? { "they are shown upright; coordinates count on the upright page" }
}

public struct TooManyPages: DocumentCheck {
    public static let name = "too-many-pages"
    public static let summary = "More pages than one item should have"
    public init() {}

    public func words(_ document: DocumentMeasurements, _ settings: DocumentCheckSettings) -> String? {
        guard document.facts.pageCount > min(settings.maximumPages, max(1, document.pages.count)) else { return nil }
        let unseen = document.facts.pageCount - document.pages.count
        return "the document has \(document.facts.pageCount) pages" + (unseen > 0 ? "; the last \(unseen) were not looked at" : "")
    }
    public var hint: String? { "split it into items of some pages" }
}

public struct TooLarge: DocumentCheck {
    public static let name = "too-large"
    public static let summary = "A file larger than browsers like to load"
    public init() {}

    public func words(_ document: DocumentMeasurements, _ settings: DocumentCheckSettings) -> String? {
        document.facts.bytes > settings.maximumBytes ? "the file has \(document.facts.bytes) bytes" : nil
    }
    public var hint: String? { "split it, or store its images smaller" }
}
