import Kernels
import Media
import Records

/// Looks at documents: unreadable, encrypted, damaged, without a text layer, empty pages, sizes, rubbish for text.
///
/// Two steps, so that a document is opened once and thresholds can be changed without opening it again: `measure` looks at
/// one document, `report` at the measurements of many. Nothing is dropped; every document that cannot be read is counted
/// with its reason.
///
///     let measured = try DocumentChecks.measure(DocumentSource(path: path))
///     let report = DocumentChecks.report([CheckedDocument(id: id, key: key, reading: .measured(measured))])
///
/// Cost: five child processes for a PDF, and one more for each page that is drawn; see `DocumentProbe`.
public enum DocumentChecks {
    /// Enough to tell drawings from nothing.
    private static let drawnSide = 200

    public static func measure(
        _ source: DocumentSource, _ settings: DocumentCheckSettings = DocumentCheckSettings(), limits: DocumentLimits = DocumentLimits()
    ) throws(DocumentError) -> DocumentMeasurements {
        let facts = try DocumentProbe.facts(of: source, limits: limits)
        let text = try DocumentText.read(source, limits: limits)
        var pages: [DocumentMeasurements.Page] = []
        for place in 0..<max(facts.pages.count, text.pages.count) {
            let stored = place < facts.pages.count ? facts.pages[place] : nil
            let measured = place < text.pages.count ? TextMeasurements(text.pages[place].text) : TextMeasurements()
            let isTurned = stored.map { $0.rotation % 180 != 0 } ?? false
            pages.append(DocumentMeasurements.Page(
                width: (isTurned ? stored?.height : stored?.width) ?? 0, height: (isTurned ? stored?.width : stored?.height) ?? 0, rotation: stored?.rotation ?? 0,
                images: stored?.images ?? 0, text: measured))
        }
        if facts.format == .pdf { try draw(&pages, source, settings, limits) }
        return DocumentMeasurements(facts: facts, pages: pages)
    }

    /// Pages of drawn lines, outlines of letters for instance, look empty to every list of texts and images.
    private static func draw(
        _ pages: inout [DocumentMeasurements.Page], _ source: DocumentSource, _ settings: DocumentCheckSettings, _ limits: DocumentLimits
    ) throws(DocumentError) {
        for place in pages.indices.filter({ pages[$0].text.characters == 0 && pages[$0].images == 0 }).prefix(settings.drawnPages) {
            do throws(DocumentError) {
                let picture = try DocumentPicture.draw(source, page: place + 1, longestSide: drawnSide, limits: limits)
                pages[place].drawing = picture.pixels.allSatisfy { $0 == picture.pixels[0] } ? .blank : .drawn
            } catch {
                // A page that cannot be drawn is left untold; cancelling is not.
                if case .tool(.cancelled) = error { throw error }
            }
        }
    }
}
