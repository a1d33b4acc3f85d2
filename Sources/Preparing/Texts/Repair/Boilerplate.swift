import Kernels

/// Tells the text of a page from its menus, footers and notices, by length, links and function words of its blocks.
///
/// Pomikálek (2011), "Removing Boilerplate and Duplicate Content from Web Corpora", PhD thesis, Masaryk University, the
/// method known as jusText: a block full of links is bad; a long one with many function words is good; the others follow
/// their neighbours, and short headings the text below them. Every block comes back with what was decided and why.
///
///     let page = Boilerplate().look(at: html)
///     page.text                                       // what a reader came for
///     page.blocks.filter { !$0.isKept }.map(\.why)    // "links", "short", ...
///
/// Function words belong to a language; with none given length and links alone decide. Lengths are scalars.
/// Cost: about 20 ns a byte of page.
public struct Boilerplate: Sendable {
    /// Share of a block's characters in links above which it is bad.
    public var links = 0.2
    /// Blocks below are short, those above `long` may be good by themselves.
    public var short = 70
    public var long = 200
    /// Share of function words from which a block is near good, and from which good.
    public var fewWords = 0.3
    public var manyWords = 0.32
    /// Characters between a heading and the good text it belongs to.
    public var headingReach = 200
    /// In small letters. Empty: every block has enough.
    public var functionWords: Set<String>

    public init(functionWords: Set<String> = []) { self.functionWords = functionWords }

    /// The closed classes of English: articles, pronouns, prepositions, conjunctions, auxiliaries.
    public static let english: Set<String> = Set("""
        a an the this that these those i you he she it we they me him her us them my your his its our their who whom whose which what \
        and or but nor so yet if then than because while when where why how as though although until unless since whether \
        of in on at by for with without from to into onto over under about after before between through during against among across \
        around behind beyond near off out up down within upon is am are was were be been being do does did have has had having will \
        would shall should can could may might must not no all any both each every few many more most much other some such only own \
        same too very also just there here now again ever never one two first such even still well back
        """.split(separator: " ").map(String.init))

    public func look(at page: String) -> CleanedPage {
        var page = page
        return page.withUTF8 { look(at: $0) }
    }

    public func look(at page: UnsafeBufferPointer<UInt8>) -> CleanedPage {
        let blocks = PageBlocks(page).blocks
        var judged = blocks.map(judge)
        let isHeading = blocks.map(\.isHeading)
        let lengths = judged.map { $0.text.unicodeScalars.count }
        let first = judged.map(\.standing)
        for place in judged.indices where isHeading[place] && judged[place].standing == .short && isGoodNear(place, judged, lengths) {
            judged[place].standing = .nearGood
        }
        settleShort(&judged)
        settleNearGood(&judged)
        for place in judged.indices where isHeading[place] && judged[place].standing == .bad && first[place] != .bad && isGoodNear(place, judged, lengths) {
            judged[place].standing = .good
        }
        return CleanedPage(blocks: judged.map(CleanedPage.Block.init))
    }

    private func judge(_ block: PageBlocks.Block) -> JudgedBlock {
        let text = String(decoding: block.text, as: UTF8.self)
        let length = block.text.withUnsafeBufferPointer { ScalarReader.count($0) }
        let density = Double(block.linkScalars) / Double(length), words = functionWordShare(text)
        var judged = JudgedBlock(text: text, range: block.start..<block.end, standing: .bad, why: .links, linkShare: density, functionWordShare: words)
        if density > links { return judged }
        judged.why = .notice
        if text.contains("©") || block.isInSelect { return judged }
        if length < short {
            judged.why = block.linkScalars > 0 ? .links : .short
            judged.standing = block.linkScalars > 0 ? .bad : .short
            return judged
        }
        let isLong = length > long
        judged.why = words >= fewWords ? .surroundings : .functionWords
        judged.standing = words >= manyWords ? (isLong ? .good : .nearGood) : words >= fewWords ? .nearGood : .bad
        return judged
    }

    private func functionWordShare(_ text: String) -> Double {
        guard !functionWords.isEmpty else { return 1 }
        let words = text.split(separator: " ")
        let found = words.count { functionWords.contains($0.lowercased()) }
        return words.isEmpty ? 0 : Double(found) / Double(words.count)
    }

    private func isGoodNear(_ heading: Int, _ blocks: [JudgedBlock], _ lengths: [Int]) -> Bool {
        var distance = 0, place = heading + 1
        while place < blocks.count, distance <= headingReach {
            if blocks[place].standing == .good { return true }
            distance += lengths[place]
            place += 1
        }
        return false
    }

    /// Short blocks between good ones are good, between bad ones bad; between the two, good when near-good text lies on the
    /// bad side.
    private func settleShort(_ blocks: inout [JudgedBlock]) {
        let before = JudgedBlock.neighbours(blocks), after = Array(JudgedBlock.neighbours(blocks.reversed()).reversed())
        for place in blocks.indices where blocks[place].standing == .short {
            let (left, right) = (before[place], after[place])
            let isGood = if left.settled == right.settled { left.settled == .good } else {
                left.settled == .bad && left.any == .nearGood || right.settled == .bad && right.any == .nearGood
            }
            blocks[place].standing = isGood ? .good : .bad
        }
    }

    /// Near-good blocks are good unless bad ones lie on both sides; no block is short by now.
    private func settleNearGood(_ blocks: inout [JudgedBlock]) {
        let after = Array(JudgedBlock.neighbours(blocks.reversed()).reversed())
        var left = JudgedBlock.Standing.bad
        for place in blocks.indices {
            if blocks[place].standing == .nearGood { blocks[place].standing = left == .bad && after[place].settled == .bad ? .bad : .good }
            left = blocks[place].standing
        }
    }
}
