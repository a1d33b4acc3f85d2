/// What a click, or the lack of one, says about a search result (row P02).
///
/// Clicked and looked at for more than 30 seconds: relevant. Not clicked though among the first three: not relevant.
/// Everything else says nothing: a short visit may be a quick answer, and what stands further down was perhaps never seen.
public enum ClickLabel: String, Sendable, CaseIterable {
    case relevant
    case notRelevant = "not_relevant"

    /// `position` counts from 1, `dwellSeconds` is how long the result was looked at.
    public init?(clicked: Bool, position: Int64, dwellSeconds: Double) {
        if clicked, dwellSeconds > 30 {
            self = .relevant
        } else if !clicked, position <= 3 {
            self = .notRelevant
        } else {
            return nil
        }
    }
}
