/// Why a stream could not be sampled or watched. Facts only; `StreamError+Words.swift` has the sentences.
public enum StreamError: Error, Hashable, Sendable {
    case daysDiffer(StreamDay, StreamDay)
    case plansDiffer(StreamDay)
    /// More events of a stratum are held than there are said to be.
    case countTooSmall(StreamStratum, Int, held: Int, day: StreamDay)
}
