import Foundation
import Glibc
import Synchronization

/// A server on this machine that gives the answers it was given, one connection after the other, and keeps what was asked.
final class LoopbackServer: Sendable {
    let port: Int
    private let listener: Int32
    private let heard = Mutex<[String]>([])
    /// What it says to the nth request, counted from 0; nil says nothing and keeps the line open until the client leaves.
    private let answer: @Sendable (Int, String) -> [UInt8]?

    init(_ answer: @escaping @Sendable (Int, String) -> [UInt8]?) throws {
        self.answer = answer
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
                _ = Glibc.bind(descriptor, plain, length)
                _ = listen(descriptor, 16)
                _ = getsockname(descriptor, plain, &length)
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        let thread = Thread { [self] in serve() }
        thread.start()
    }

    convenience init(text: String) throws { try self.init { _, _ in Self.message(text) } }

    /// Heads of the requests so far, bodies with them.
    var requests: [String] { heard.withLock { $0 } }

    var address: String { "http://127.0.0.1:\(port)" }

    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    static func message(_ body: String, status: String = "200 OK", headers: [String] = []) -> [UInt8] {
        Array((["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers + ["", body]).joined(separator: "\r\n").utf8)
    }

    static func redirect(to place: String, status: String = "302 Found") -> [UInt8] { message("not this", status: status, headers: ["Location: \(place)"]) }

    private func serve() {
        var count = 0
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            let request = Self.read(connection)
            heard.withLock { $0.append(request) }
            if let bytes = answer(count, request) {
                Self.write(bytes, to: connection)
            } else {
                var byte: UInt8 = 0
                _ = recv(connection, &byte, 1, 0)
            }
            close(connection)
            count += 1
        }
        close(listener)
    }

    private static func read(_ connection: Int32) -> String {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while !isWhole(bytes) {
            let count = recv(connection, &piece, piece.count, 0)
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return false }
        let length = text.range(of: "Content-Length: ").map { Int(text[$0.upperBound...].prefix { $0.isNumber }) ?? 0 } ?? 0
        return text[end.upperBound...].utf8.count >= length
    }

    private static func write(_ bytes: [UInt8], to connection: Int32) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            sent += count
        }
    }
}
