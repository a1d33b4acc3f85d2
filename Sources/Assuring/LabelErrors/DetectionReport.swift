/// What `ObjectLab` makes of a detection set. Scores are 0 (surely wrong) to 1.
public struct DetectionReport: Sendable, Hashable {
    public struct Image: Sendable, Hashable {
        /// One per predicted box; nil where it gives no ground to think that a box is missing.
        public let overlooked: [Double?]
        /// One per given box.
        public let badlyPlaced: [Double]
        /// One per given box.
        public let wrongClass: [Double]
        public let score: Double
        public let isIssue: Bool
    }

    public let images: [Image]

    /// Images with an issue, ascending.
    public var issues: [Int] { images.indices.filter { images[$0].isIssue } }

    /// Images with an issue, the lowest score first, equal ones by index.
    public var ranked: [Int] { LabelIssues.ranked(issues, images.map(\.score)) }
}
