import Foundation
import Synchronization
import Testing

@testable import Fetching

@Suite("Fetching over the network")
struct FetcherTests {
    /// A server, and a fetcher that may reach it and nothing else of this machine.
    private func pair(limits: FetchLimits = FetchLimits(seconds: 10), _ answer: @escaping @Sendable (Int, String) -> [UInt8]?) throws -> (LoopbackServer, Fetcher) {
        let server = try LoopbackServer(answer)
        return (server, Fetcher(allowed: [Destination(host: "127.0.0.1", port: server.port)], limits: limits))
    }

    private func get(_ text: String) throws -> FetchRequest { FetchRequest(.get, try WebAddress(text)) }

    private func failure(_ fetcher: Fetcher, _ request: FetchRequest) async -> FetchError? {
        do throws(FetchError) {
            _ = try await fetcher.fetch(request)
            return nil
        } catch {
            return error
        }
    }

    @Test("what is sent arrives as it is, and the answer comes back whole with its headers")
    func exchange() async throws {
        let (server, fetcher) = try pair { _, _ in LoopbackServer.message("made", status: "201 Created", headers: ["X-Kind: a  b "]) }
        defer { server.stop() }
        var request = try get("\(server.address)/things?a=1&b=%20#part")
        request.method = .post
        request.headers = [try #require(FetchHeader("Content-Type", "application/json")), try #require(FetchHeader("X-Empty", ""))]
        request.body = Array("{\"a\":1}".utf8)
        let answer = try await fetcher.fetch(request)
        #expect(answer.status == 201)
        #expect(String(decoding: answer.body, as: UTF8.self) == "made")
        #expect(answer.header("x-kind") == "a  b")
        let heard = try #require(server.requests.first)
        #expect(heard.hasPrefix("POST /things?a=1&b=%20 HTTP/1.1\r\n"))
        #expect(heard.contains("Content-Type: application/json\r\n") && heard.contains("X-Empty:\r\n") && !heard.contains("Expect"))
        #expect(heard.hasSuffix("\r\n\r\n{\"a\":1}"))
    }

    @Test("this machine and the local network are not reached, whatever form their address has", arguments: [
        "http://127.0.0.1:%", "http://localhost:%", "http://2130706433:%", "http://0x7f.1:%", "http://017700000001:%", "http://127.1:%", "http://0.0.0.0:%",
        "http://[::1]:%", "http://[::ffff:127.0.0.1]:%", "http://[::ffff:7f00:1]:%", "http://[64:ff9b::7f00:1]:%",
        "http://10.0.0.1:%", "http://192.168.0.1:%", "http://169.254.169.254:%/latest/meta-data",
    ])
    func refused(_ pattern: String) async throws {
        let server = try LoopbackServer(text: "secret")
        defer { server.stop() }
        let request = try get(pattern.replacingOccurrences(of: "%", with: "\(server.port)"))
        let error = await failure(Fetcher(limits: FetchLimits(seconds: 5)), request)
        guard case .addressRefused = error else {
            // A machine without IPv6 has no socket for it, which is as good.
            if pattern.contains("[") { #expect(error != nil) } else { Issue.record("\(pattern): \(String(describing: error))") }
            return
        }
        #expect(server.requests.isEmpty)
    }

    @Test("a name that leads into this machine is refused at the moment of connecting")
    func name() async throws {
        let server = try LoopbackServer(text: "secret")
        defer { server.stop() }
        var fetcher = Fetcher(limits: FetchLimits(seconds: 5))
        fetcher.names = ["looks.public.example:\(server.port):127.0.0.1"]
        let error = await failure(fetcher, try get("http://looks.public.example:\(server.port)/"))
        #expect(error == .addressRefused(Destination(host: "looks.public.example", port: server.port), address: "127.0.0.1", meaning: "this machine"))
        #expect(server.requests.isEmpty)
    }

    @Test("a redirect from an allowed service does not open another")
    func redirectInside() async throws {
        let inner = try LoopbackServer(text: "secret")
        defer { inner.stop() }
        let (outer, fetcher) = try pair { [port = inner.port] _, _ in LoopbackServer.redirect(to: "http://127.0.0.1:\(port)/") }
        defer { outer.stop() }
        let error = await failure(fetcher, try get(outer.address))
        #expect(error == .addressRefused(Destination(host: "127.0.0.1", port: inner.port), address: "127.0.0.1", meaning: "this machine"))
        #expect(inner.requests.isEmpty)
    }

    @Test("redirects to what is not the web are refused", arguments: ["file:///etc/passwd", "gopher://127.0.0.1/", "http://user:word@127.0.0.1/", "ftp://a.example/"])
    func redirectElsewhere(_ place: String) async throws {
        let (server, fetcher) = try pair { _, _ in LoopbackServer.redirect(to: place) }
        defer { server.stop() }
        let error = await failure(fetcher, try get(server.address))
        switch error {
        case .schemeRefused, .userInAddress: break
        default: Issue.record("\(place): \(String(describing: error))")
        }
    }

    @Test("redirects are followed to their end, a POST that is seen elsewhere becomes a GET, and no further than allowed")
    func redirects() async throws {
        let (server, fetcher) = try pair { count, _ in count < 2 ? LoopbackServer.redirect(to: "/step\(count + 1)", status: "303 See Other") : LoopbackServer.message("end") }
        defer { server.stop() }
        var request = try get("\(server.address)/start")
        request.method = .post
        request.body = Array("x".utf8)
        let answer = try await fetcher.fetch(request)
        #expect(String(decoding: answer.body, as: UTF8.self) == "end")
        #expect(answer.address.text == "\(server.address)/step2")
        #expect(!server.requests.contains { $0.contains("Content-Type") })
        #expect(server.requests.map { String($0.prefix { !$0.isNewline }) } == ["POST /start HTTP/1.1", "GET /step1 HTTP/1.1", "GET /step2 HTTP/1.1"])

        let (circle, second) = try pair(limits: FetchLimits(seconds: 10, redirects: 3)) { _, _ in LoopbackServer.redirect(to: "/again") }
        defer { circle.stop() }
        #expect(await failure(second, try get(circle.address)) == .tooManyRedirects(Destination(host: "127.0.0.1", port: circle.port), count: 3))
        #expect(circle.requests.count == 4)
    }

    @Test("a key goes to its own service and not along a redirect to another")
    func credentials() async throws {
        let other = try LoopbackServer(text: "end")
        defer { other.stop() }
        let first = try LoopbackServer { [port = other.port] count, _ in
            count == 0 ? LoopbackServer.redirect(to: "/here", status: "307 Temporary Redirect") : LoopbackServer.redirect(to: "http://127.0.0.1:\(port)/there")
        }
        defer { first.stop() }
        let fetcher = Fetcher(allowed: [Destination(host: "127.0.0.1", port: first.port), Destination(host: "127.0.0.1", port: other.port)])
        var request = try get(first.address)
        request.credentials = [try #require(FetchHeader("Authorization", "Bearer key"))]
        _ = try await fetcher.fetch(request)
        #expect(first.requests.count == 2 && first.requests.allSatisfy { $0.contains("Authorization: Bearer key") })
        #expect(other.requests.count == 1 && !other.requests[0].contains("Authorization"))
    }

    @Test("an answer larger than allowed ends the fetch, packed ones by their unpacked size")
    func tooLarge() async throws {
        let limits = FetchLimits(seconds: 10, bytes: 1000)
        let (server, fetcher) = try pair(limits: limits) { _, _ in LoopbackServer.message(String(repeating: "x", count: 1001)) }
        defer { server.stop() }
        #expect(await failure(fetcher, try get(server.address)) == .tooLarge(Destination(host: "127.0.0.1", port: server.port), bytes: 1000))
        // 5,000 letters in few bytes.
        let packed = try #require(Data(base64Encoded: "H4sIAAAAAAACA+3BMQEAAADCoNqLbwo/oAAAAACAtwEm8NsAiBMAAA=="))
        let (bomb, unpacking) = try pair(limits: limits) { _, _ in
            Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n".utf8) + packed
        }
        defer { bomb.stop() }
        #expect(await failure(unpacking, try get(bomb.address)) == .tooLarge(Destination(host: "127.0.0.1", port: bomb.port), bytes: 1000))
        let (heads, second) = try pair(limits: FetchLimits(seconds: 10, headerBytes: 500)) { _, _ in
            LoopbackServer.message("x", headers: (0..<100).map { "X-\($0): \(String(repeating: "y", count: 50))" })
        }
        defer { heads.stop() }
        #expect(await failure(second, try get(heads.address)) == .headTooLarge(Destination(host: "127.0.0.1", port: heads.port), bytes: 500))
    }

    @Test("a server that says nothing is left after the time allowed")
    func silence() async throws {
        let (server, fetcher) = try pair(limits: FetchLimits(seconds: 0.3)) { _, _ in nil }
        defer { server.stop() }
        #expect(await failure(fetcher, try get(server.address)) == .tooSlow(Destination(host: "127.0.0.1", port: server.port), seconds: 0.3))
    }

    @Test("a cancelled task ends its fetch")
    func cancelled() async throws {
        let (server, fetcher) = try pair(limits: FetchLimits(seconds: 60)) { _, _ in nil }
        defer { server.stop() }
        let request = try get(server.address)
        let task = Task { await failure(fetcher, request) }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        #expect(await task.value == .cancelled)
    }

    @Test("an answer that breaks off, and one that is no HTTP, are failures with the place", arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 2000000000000 OK\r\n\r\n", "",
    ])
    func broken(_ message: String) async throws {
        let (server, fetcher) = try pair { _, _ in Array(message.utf8) }
        defer { server.stop() }
        let error = await failure(fetcher, try get(server.address))
        guard case .failed(let place, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(place.port == server.port)
    }

    @Test("what the other side sent never stands in an error")
    func quietErrors() async throws {
        let (server, fetcher) = try pair(limits: FetchLimits(seconds: 10, bytes: 10)) { _, _ in LoopbackServer.message("the-secret-of-the-inner-service") }
        defer { server.stop() }
        let error = try #require(await failure(fetcher, try get(server.address)))
        #expect(!"\(error) \(error.hint ?? "")".contains("secret"))
    }

    @Test("a request is repeated while the reason passes, with longer and longer pauses")
    func patience() async throws {
        let (server, fetcher) = try pair { count, _ in
            switch count {
            case 0: LoopbackServer.message("", status: "503 Service Unavailable")
            case 1: LoopbackServer.message("", status: "429 Too Many Requests", headers: ["Retry-After: 7"])
            default: LoopbackServer.message("done")
            }
        }
        defer { server.stop() }
        let pauses = Mutex<[Double]>([])
        let answer = try await fetcher.fetch(try get(server.address), patience: Patience(attempts: 4, firstPause: 1)) { seconds in pauses.withLock { $0.append(seconds) } }
        #expect(answer.status == 200)
        let waited = pauses.withLock { $0 }
        #expect(waited.count == 2 && (0.5...1).contains(waited[0]) && waited[1] == 7)
    }

    @Test("a POST is not repeated unless that is said to be harmless, and no request for ever")
    func impatience() async throws {
        let (server, fetcher) = try pair { _, _ in LoopbackServer.message("", status: "500 Internal Server Error") }
        defer { server.stop() }
        var request = try get(server.address)
        request.method = .post
        _ = try await fetcher.fetch(request, patience: Patience(attempts: 3)) { _ in }
        #expect(server.requests.count == 1)
        let last = try await fetcher.fetch(request, patience: Patience(attempts: 3), mayRepeat: true) { _ in }
        #expect(last.status == 500 && server.requests.count == 4)
    }
}
