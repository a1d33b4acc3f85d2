import Suggesting

/// What became of a stream on files: its samples by day, its monitors, and what to label after an alarm.
public struct LoopReport: Codable, Sendable, Hashable {
    public struct Alarm: Codable, Sendable, Hashable {
        public var day: StreamDay
        /// From the days that led to it.
        public var estimates: StreamEstimates
        public var plan: RelabelPlan
        /// Ids of the events to be labelled, none of which a person has had.
        public var batch: [String] = []
    }

    /// Different events, and lines that repeated one.
    public var events: Int
    public var repeated: Int
    /// Of the days after the reference; of the reference days where there are no others.
    public var plan: StreamPlan
    /// What the chart takes for usual, and the change it is set to find soon; nil while the reference is collected.
    public var usual: Double?
    public var shifted: Double?
    public var days: [StreamDayReport] = []
    /// Of all days with answers.
    public var estimates: StreamEstimates
    public var alarms: [Alarm] = []
}
