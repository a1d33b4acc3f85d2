import Hummingbird
import Logging
import NIOCore

/// What Hummingbird carries along with a request: its number in the log, and where it came from.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// 16 hexadecimal digits, also sent as `X-Request-Id`.
    let requestID: String
    /// The peer's address without its port; the proxy's when there is one.
    let peerAddress: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        let number = UInt64.random(in: .min ... .max)
        let digits = String(number, radix: 16)
        requestID = String(repeating: "0", count: 16 - digits.count) + digits
        peerAddress = source.channel.remoteAddress?.ipAddress ?? "local"
    }
}
