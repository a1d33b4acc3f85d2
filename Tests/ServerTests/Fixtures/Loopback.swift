import Foundation

#if canImport(Glibc)
import Glibc
#endif

struct LoopbackError: Error { let step: String }

/// Sends text to a loopback port and reads until a word appears; then, perhaps, once more.
func exchange(_ port: Int, _ first: String, until word: String, then second: String? = nil, until secondWord: String = "") async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
            continuation.resume(with: Result {
                let socket = try Loopback(port: port)
                defer { socket.close() }
                try socket.send(first)
                var text = try socket.read(until: word)
                if let second {
                    try socket.send(second)
                    text += try socket.read(until: secondWord)
                }
                return text
            })
        }
    }
}

private struct Loopback {
    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw LoopbackError(step: "socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard connected == 0 else { throw LoopbackError(step: "connect") }
    }

    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { throw LoopbackError(step: "send") }
    }

    /// Also ends when the other side hangs up.
    func read(until word: String) throws -> String {
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !text.contains(word) {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count >= 0 else { throw LoopbackError(step: "nothing came but `\(text)`") }
            if count == 0 { break }
            text += String(decoding: buffer.prefix(count), as: UTF8.self)
        }
        return text
    }

    func close() { Glibc.close(descriptor) }
}
