/// Which pictures to make of the labelled ones: `augment:` of `winnow.yaml`.
///
///     augment: {copies: 2, seed: 7, steps: [{operation: flip-horizontal}, {operation: rotate, degrees: [-10, 10]}]}
///
/// What the steps may be belongs to the stage `Augmenting`; they are kept as JSON.
public struct AugmentDeclaration: Sendable, Hashable, Codable {
    /// New pictures of each picture.
    public var copies: Int
    public var seed: UInt64
    /// Only items of these splits are augmented; never those a model is judged by.
    public var splits: [String]
    /// Each with `operation` and its settings, in the order they are done.
    public var steps: [JSONObject]
    /// Which parts survive at the border; empty: the stage's own rule.
    public var visibility: JSONObject

    public init(copies: Int = 1, seed: UInt64 = 0, splits: [String] = ["train"], steps: [JSONObject] = [], visibility: JSONObject = [:]) {
        self.copies = copies
        self.seed = seed
        self.splits = splits
        self.steps = steps
        self.visibility = visibility
    }

    private enum Key: String, CodingKey { case copies, seed, splits, steps, visibility }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            copies: try container.decodeIfPresent(Int.self, forKey: .copies) ?? 1,
            seed: try container.decodeIfPresent(UInt64.self, forKey: .seed) ?? 0,
            splits: try container.decodeIfPresent([String].self, forKey: .splits) ?? ["train"],
            steps: try container.decodeIfPresent([JSONObject].self, forKey: .steps) ?? [],
            visibility: try container.decodeIfPresent(JSONObject.self, forKey: .visibility) ?? [:])
    }
}
