import Kernels

extension PersonalDataFinder {
    /// Of each text, in order: as `find(in:)`, on several threads.
    public func find(in texts: [String], threads: Int) -> [[PersonalDataSpan]] {
        Pieces(texts.count, size: 256).map(threads: threads) { (piece: Range<Int>) -> [[PersonalDataSpan]] in texts[piece].map { find(in: $0) } }.flatMap { $0 }
    }
}
