import Foundation

/// A blocking HTTP/1.1 client for one keep-alive connection to 127.0.0.1: the load of the HTTP benchmarks.
///
/// Small on purpose, so that the client's own work hides as little of the server's as possible.
final class LoopbackClient {
    enum Failure: Error { case cannotConnect(Int32), closed, badResponse(String) }

    private let socketDescriptor: Int32
    private let port: Int
    private let headers: String
    private var buffer: [UInt8] = []

    init(port: Int, token: String?) throws {
        self.port = port
        headers = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        socketDescriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socketDescriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard result == 0 else { throw Failure.cannotConnect(errno) }
        var one: Int32 = 1
        setsockopt(socketDescriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(socketDescriptor) }

    /// Sends one request and reads its whole answer.
    func send(_ method: String, _ path: String, json: String? = nil) throws -> (status: Int, body: [UInt8]) {
        let body = json ?? ""
        let type = json == nil ? "" : "Content-Type: application/json\r\n"
        let request = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\(headers)\(type)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        try write(Array(request.utf8))
        return try readResponse()
    }

    private func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.send(socketDescriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw Failure.closed }
            sent += count
        }
    }

    private func readResponse() throws -> (status: Int, body: [UInt8]) {
        var end = endOfHead()
        while end == nil {
            try fill()
            end = endOfHead()
        }
        let head = String(decoding: buffer[..<end!], as: UTF8.self)
        guard let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { throw Failure.badResponse(head) }
        let length = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
        guard let length else {
            if status == 204 || status == 304 { buffer.removeSubrange(..<end!); return (status, []) }
            throw Failure.badResponse("no Content-Length in: \(head)")
        }
        while buffer.count < end! + length { try fill() }
        let body = Array(buffer[end!..<(end! + length)])
        buffer.removeSubrange(..<(end! + length))
        return (status, body)
    }

    private func endOfHead() -> Int? {
        guard buffer.count >= 4 else { return nil }
        for place in 3..<buffer.count
        where buffer[place] == 10 && buffer[place - 1] == 13 && buffer[place - 2] == 10 && buffer[place - 3] == 13 {
            return place + 1
        }
        return nil
    }

    private func fill() throws {
        var chunk = [UInt8](repeating: 0, count: 16_384)
        let count = recv(socketDescriptor, &chunk, chunk.count, 0)
        guard count > 0 else { throw Failure.closed }
        buffer.append(contentsOf: chunk[..<count])
    }
}
