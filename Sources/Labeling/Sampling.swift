import Records

/// Which submitted items are reviewed, and which turns of an annotator are gold items.
///
/// Drawn by name and seed: raising a share keeps everything that was in the sample before.
extension SlotPolicy {
    /// By the item's key and the annotator's login, not by row ids: the same project drawn again gives the same sample.
    public func isReviewed(itemKey: String, annotator: String) -> Bool {
        SeededDraw.uniform("review\u{0}\(annotator)\u{0}\(itemKey)", seed: seed) < policy.reviewShare
    }

    /// Whether the annotator's `turn`-th assignment (from 0) is a gold item.
    public func isGoldTurn(annotator: String, turn: Int) -> Bool {
        SeededDraw.uniform("gold\u{0}\(annotator)\u{0}\(turn)", seed: seed) < policy.goldShare
    }
}
