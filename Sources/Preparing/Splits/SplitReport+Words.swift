import Records

extension SplitReport {
    /// A few lines for people.
    public var words: [String] {
        sides.map { "\($0.name): \($0.count) items, \(Figure.percent($0.share)) where \(Figure.percent($0.asked)) was asked; labels differ by \(Figure.percent($0.distance))" }
            + (groups > 0 ? ["\(groups) groups stay whole, the largest of \(largestGroup) items"] : [])
    }
}
