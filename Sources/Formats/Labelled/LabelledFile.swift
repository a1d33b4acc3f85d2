import Records

/// A file of an item: where it is, and what is known of it without opening it.
public struct LabelledFile: Sendable, Hashable {
    /// Relative to the dataset's folder; nil when the file is not there.
    public var path: String?
    /// What it should be called where it is written; the item's key otherwise.
    public var name: String?
    /// Where the source says it is.
    public var url: String?
    /// Media type such as `image/png`.
    public var type: String?
    /// Pixels.
    public var width: Int?
    public var height: Int?
    /// Seconds.
    public var duration: Double?
    /// Frames or samples per second.
    public var rate: Double?
    public var frames: Int?

    public init(
        path: String? = nil, name: String? = nil, url: String? = nil, type: String? = nil, width: Int? = nil, height: Int? = nil,
        duration: Double? = nil, rate: Double? = nil, frames: Int? = nil
    ) {
        self.path = path
        self.name = name
        self.url = url
        self.type = type
        self.width = width
        self.height = height
        self.duration = duration
        self.rate = rate
        self.frames = frames
    }

    var json: JSONValue {
        var object: JSONObject = [:]
        object["path"] = path.map(JSONValue.string)
        object["name"] = name.map(JSONValue.string)
        object["url"] = url.map(JSONValue.string)
        object["type"] = type.map(JSONValue.string)
        object["width"] = width.map { .int(Int64($0)) }
        object["height"] = height.map { .int(Int64($0)) }
        object["duration"] = duration.map(JSONValue.double)
        object["rate"] = rate.map(JSONValue.double)
        object["frames"] = frames.map { .int(Int64($0)) }
        return .object(object)
    }

    init(json: JSONValue) {
        func whole(_ key: String) -> Int? { json[key]?.int.flatMap { Int(exactly: $0) } }
        self.init(
            path: json["path"]?.string, name: json["name"]?.string, url: json["url"]?.string, type: json["type"]?.string, width: whole("width"),
            height: whole("height"), duration: json["duration"]?.double, rate: json["rate"]?.double, frames: whole("frames"))
    }
}
