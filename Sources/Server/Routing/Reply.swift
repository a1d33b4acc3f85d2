import HTTPTypes
import Records
import Workflows

/// What workflows hand to be sent as JSON.
public typealias Payload = any Encodable & Sendable

/// What a handler answers; `Reply+Response.swift` turns it into bytes.
public struct Reply: Sendable {
    enum Content: Sendable {
        case json(Payload)
        case nothing
        case text(String, type: String)
        case attachment(Download)
        case events(AsyncStream<EventHub.Event>)
    }

    let content: Content
    var headers = HTTPFields()

    static func json(_ payload: Payload) -> Reply { Reply(content: .json(payload)) }
    static var nothing: Reply { Reply(content: .nothing) }
    static func text(_ text: String, type: String) -> Reply { Reply(content: .text(text, type: type)) }
    static func attachment(_ download: Download) -> Reply { Reply(content: .attachment(download)) }
    static func picture(_ picture: Download) -> Reply { Reply(content: .attachment(picture)) }
    static func events(_ events: AsyncStream<EventHub.Event>) -> Reply { Reply(content: .events(events)) }

    func setting(_ name: HTTPField.Name, _ value: String) -> Reply {
        var copy = self
        copy.headers[name] = value
        return copy
    }
}

/// The types that pages draw. Nothing that could run a script, such as SVG, is among them.
public enum PictureType: String, Sendable, CaseIterable {
    case jpeg = "image/jpeg", png = "image/png", webp = "image/webp", gif = "image/gif", bmp = "image/bmp", avif = "image/avif"
}

/// A file to be saved by the caller; shown on our origin only when it is a picture.
public struct Download: Sendable {
    public enum Bytes: Sendable {
        case memory([UInt8])
        case file(path: String)
    }
    /// What it is to be called; it is cleaned before it is sent.
    public let name: String
    public let bytes: Bytes
    /// In hexadecimal; becomes the entity tag.
    public let sha256: String?
    /// A picture that pages may draw; nil for everything else, which is only ever saved.
    public let picture: PictureType?

    public init(name: String, bytes: Bytes, sha256: String? = nil, picture: PictureType? = nil) {
        self.name = name
        self.bytes = bytes
        self.sha256 = sha256
        self.picture = picture
    }
}
