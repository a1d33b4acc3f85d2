/// A block on its way to a decision.
struct JudgedBlock {
    enum Standing { case bad, short, nearGood, good }

    var text: String
    var range: Range<Int>
    var standing: Standing
    var why: CleanedPage.Reason
    var linkShare: Double
    var functionWordShare: Double

    /// For each block the last one before it that is good or bad, and the last that is not short; bad at the rim.
    static func neighbours(_ blocks: [JudgedBlock]) -> [(settled: Standing, any: Standing)] {
        var settled = Standing.bad, any = Standing.bad
        return blocks.map { block in
            defer {
                if block.standing == .good || block.standing == .bad { settled = block.standing }
                if block.standing != .short { any = block.standing }
            }
            return (settled, any)
        }
    }
}
