/// The browser's files, by path. Whoever holds them, a path that is not on the list has no file.
public protocol WebFiles: Sendable {
    /// `path` begins with a slash and is already decoded.
    func file(at path: String) -> WebFile?
}

public struct WebFile: Sendable {
    public var bytes: [UInt8]
    /// Media type, with its charset.
    public var type: String
    /// Without quotes.
    public var tag: String
    /// A small copy made beforehand.
    public var gzip: [UInt8]?
    /// Its name holds a hash of its content: it may be kept for ever.
    public var isImmutable: Bool

    public init(bytes: [UInt8], type: String, tag: String, gzip: [UInt8]? = nil, isImmutable: Bool = false) {
        self.bytes = bytes
        self.type = type
        self.tag = tag
        self.gzip = gzip
        self.isImmutable = isImmutable
    }
}

/// No interface in this build: the API works, and the page says what is missing.
public struct NoWebFiles: WebFiles {
    private static let page = "<!doctype html><meta charset=utf-8><title>Winnow</title><p>The interface is not in this build: run <code>./start</code>, or build it and pass <code>--web-dir</code>. The API answers under <a href=/v1/openapi.json>/v1</a>."

    public init() {}
    public func file(at path: String) -> WebFile? {
        path == "/index.html" ? WebFile(bytes: Array(Self.page.utf8), type: "text/html; charset=utf-8", tag: "none") : nil
    }
}

/// Media types by extension: a fixed list, and bytes that are saved rather than shown for everything else.
enum WebMediaType {
    private static let byExtension = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "json": "application/json; charset=utf-8", "map": "application/json; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "ico": "image/x-icon", "webp": "image/webp", "woff2": "font/woff2", "txt": "text/plain; charset=utf-8",
        "webmanifest": "application/manifest+json",
    ]

    static func of(_ path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return "application/octet-stream" }
        return byExtension[name[name.index(after: dot)...].lowercased()] ?? "application/octet-stream"
    }

    /// Text types carry their charset whatever the bundle says.
    static func withCharset(_ type: String) -> String {
        guard !type.contains("charset"), type.hasPrefix("text/") || type.hasPrefix("application/json") else { return type }
        return type + "; charset=utf-8"
    }
}
