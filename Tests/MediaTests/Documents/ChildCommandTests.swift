import Foundation
import Testing

@testable import Media

/// Programs of the system stand in for decoders that misbehave.
@Suite("Child command")
struct ChildCommandTests {
    private func shell(_ script: String, _ limits: ChildCommand.Limits = ChildCommand.Limits(), input: Int32? = nil) throws -> ChildCommand.Outcome {
        try ChildCommand.run("/bin/sh", ["-c", script], limits: limits, input: input)
    }

    @Test("gives back output, exit and the last words")
    func outcome() throws {
        let outcome = try shell("printf abc; echo first >&2; echo last >&2; exit 7")
        #expect(outcome.output == Array("abc".utf8))
        #expect(outcome.exit == .code(7) && !outcome.succeeded)
        #expect(outcome.complaint.hasSuffix("last\n"))
        #expect(try shell("kill -9 $$").exit == .signal(9))
    }

    @Test("the child has no environment of ours, no input, and no descriptor but what it was given")
    func fence() throws {
        setenv("WINNOW_SECRET", "told", 1)
        // A descriptor without close-on-exec, as a careless library leaves behind.
        let leaked = open("/etc/hostname", O_RDONLY)
        defer { close(leaked) }
        #expect(!String(decoding: try shell("env").output, as: UTF8.self).contains("WINNOW_SECRET"))
        #expect(try shell("cat").output.isEmpty)
        // The folder listed is open itself while it is.
        #expect(String(decoding: try shell("ls /proc/self/fd").output, as: UTF8.self).split(separator: "\n") == ["0", "1", "2", "3"])
    }

    @Test("the input is read from its number, whatever its name")
    func input() throws {
        let source = try DocumentSource(Array("inside".utf8), named: "-rf; echo $HOME")
        #expect(try ChildCommand.run("/bin/cat", [ChildCommand.inputPath], input: source.descriptor).output == Array("inside".utf8))
        // Twice: each opening begins at the start.
        #expect(try ChildCommand.run("/bin/cat", [ChildCommand.inputPath], input: source.descriptor).output == Array("inside".utf8))
    }

    @Test("limits of processor, memory, files and core are in force when the program starts")
    func limits() throws {
        var limits = ChildCommand.Limits()
        limits.cpuSeconds = 5
        limits.memoryBytes = 64 << 20
        limits.openFiles = 20
        let words = String(decoding: try shell("ulimit -t; ulimit -v; ulimit -n; ulimit -c", limits).output, as: UTF8.self).split(separator: "\n")
        #expect(words == ["5", "65536", "20", "0"])
    }

    @Test("a program that takes too long is ended, with what it started")
    func wall() throws {
        var limits = ChildCommand.Limits()
        limits.wallSeconds = 0.3
        #expect(throws: ChildError.tookTooLong("/bin/sh", seconds: 0.3)) { try shell("sleep 60 & sleep 60", limits) }
        // One that closed its output and goes on.
        #expect(throws: ChildError.tookTooLong("/bin/sh", seconds: 0.3)) { try shell("exec >&- 2>&-; sleep 60", limits) }
    }

    @Test("processor time is limited on its own")
    func processor() throws {
        var limits = ChildCommand.Limits()
        limits.cpuSeconds = 1
        #expect(throws: ChildError.tookTooLong("/bin/sh", seconds: 1)) { try shell("while :; do :; done", limits) }
    }

    @Test("endless output is cut off")
    func output() throws {
        var limits = ChildCommand.Limits()
        limits.outputBytes = 1 << 20
        #expect(throws: ChildError.tooMuchOutput("/bin/cat", limit: 1 << 20)) { try ChildCommand.run("/bin/cat", ["/dev/zero"], limits: limits) }
        let flood = try shell("i=0; while [ $i -lt 3000 ]; do echo 0123456789 >&2; i=$((i+1)); done; echo end >&2")
        #expect(flood.complaint.utf8.count == 4096 && flood.complaint.hasSuffix("end\n"))
    }

    @Test("cancelling ends it")
    func cancelled() {
        var asked = 0
        #expect(throws: ChildError.cancelled("/bin/sleep")) {
            try ChildCommand.run("/bin/sleep", ["60"]) {
                asked += 1
                return asked > 3
            }
        }
    }

    @Test("only plain names in fixed folders are found, only absolute paths are run")
    func finding() {
        #expect(ChildCommand.find("sh")?.hasSuffix("/sh") == true)
        #expect(ChildCommand.find("../bin/sh") == nil && ChildCommand.find("") == nil && ChildCommand.find("no-such-program") == nil)
        #expect(throws: ChildError.notFound("sh")) { try ChildCommand.run("sh", []) }
    }
}
