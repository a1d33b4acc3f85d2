import Foundation
import Testing
@testable import Media

@Suite("Programs we start")
struct ChildProcessTests {
    private let tools = MediaTools(folders: ["/usr/bin", "/bin"])

    private func run(_ program: String, _ arguments: [String], _ limits: ProcessLimits = ProcessLimits(), input: MediaInput? = nil) throws -> (String, ChildProcess) {
        let child = try ChildProcess(program, arguments, input: input?.descriptor, tools: tools, limits: limits)
        return (String(decoding: try child.wholeOutput(), as: UTF8.self), child)
    }

    @Test("nothing of ours goes in: no environment, no open file but its own, nothing to read")
    func bare() throws {
        // A descriptor without close-on-exec, as a careless library leaves behind.
        let leaked = open("/etc/hostname", O_RDONLY)
        defer { close(leaked) }
        let folder = try ScratchFolder()
        let input = try MediaInput(path: folder.write([65, 66, 67], "-rf"), maximumBytes: 10)
        #expect(try run("env", []).0 == "")
        #expect(try run("sh", ["-c", "cat; cat <&3; ls /proc/self/fd | wc -l"], input: input).0 == "ABC5\n")
        // Each opening begins at the start.
        #expect(try run("cat", [ChildProcess.inputPath, ChildProcess.inputPath], input: input).0 == "ABCABC")
    }

    @Test("it can write no file and its failure is told with its last words")
    func noFiles() throws {
        let folder = try ScratchFolder()
        let (_, child) = try run("sh", ["-c", "echo some words > \(folder.path("made")); echo more >&2; exit 3"])
        #expect(try child.finish() != .exited(0))
        let made = FileManager.default.contents(atPath: folder.path("made")) ?? Data()
        #expect(made.isEmpty)
        let (_, other) = try run("sh", ["-c", "echo alas >&2; exit 3"])
        let error = #expect(throws: ToolError.self) { try other.finishWell() }
        #expect(error == .failed("sh", code: 3, words: "alas\n"))
    }

    @Test("limits of time, processor time, memory and output stop it")
    func limits() throws {
        var limits = ProcessLimits()
        limits.wallSeconds = 0.3
        let slow = #expect(throws: ToolError.self) { try run("sleep", ["60"], limits) }
        #expect(slow == .timedOut("sleep", seconds: 0.3))
        // One that closed its output and goes on.
        let (_, silent) = try run("sh", ["-c", "exec >&- 2>&-; sleep 60"], limits)
        #expect(throws: ToolError.timedOut("sh", seconds: 0.3)) { try silent.finish() }
        limits = ProcessLimits()
        limits.cpuSeconds = 1
        let busy = try run("sh", ["-c", "while :; do :; done"], limits).1
        #expect(try busy.finish() == .killed(SIGXCPU))
        limits = ProcessLimits()
        limits.outputBytes = 100_000
        let loud = #expect(throws: ToolError.self) { try run("yes", [], limits) }
        guard case .tooMuchOutput("yes", let bytes)? = loud else { return #expect(Bool(false), "\(String(describing: loud))") }
        #expect(bytes > 100_000 && bytes < 300_000)
        limits = ProcessLimits()
        limits.addressBytes = 64 << 20
        let (_, large) = try run("sh", ["-c", "dd if=/dev/zero of=/dev/null bs=256M count=1"], limits)
        #expect(try large.finish() != .exited(0))
    }

    @Test("a cancelled task ends it at once")
    func cancelled() async throws {
        let task = Task.detached { () -> ToolError? in
            do {
                let child = try ChildProcess("sleep", ["60"], tools: MediaTools(folders: ["/bin", "/usr/bin"]), limits: ProcessLimits())
                _ = try child.output()
                return nil
            } catch {
                return error as? ToolError
            }
        }
        task.cancel()
        #expect(await task.value == .cancelled)
    }

    @Test("words to errors keep their last 4,096 bytes, and both pipes are read while it writes")
    func lastWords() throws {
        let (output, child) = try run("sh", ["-c", "i=0; while [ $i -lt 20000 ]; do echo line $i; echo word $i >&2; i=$((i+1)); done"])
        try child.finishWell()
        #expect(output.hasSuffix("line 19999\n") && child.lastWords.hasSuffix("word 19999\n"))
        #expect(child.lastWords.utf8.count == 4096 && child.errorLines == 20_000)
    }

    @Test("a program is found in absolute folders only")
    func lookup() throws {
        let missing = #expect(throws: ToolError.self) { try MediaTools(folders: []).path(of: "ffmpeg") }
        #expect(missing == .missing("ffmpeg", package: "ffmpeg"))
        #expect(throws: ToolError.missing("pdfinfo", package: "poppler-utils")) { try MediaTools(folders: ["bin", ""]).path(of: "pdfinfo") }
        #expect(try tools.path(of: "sh").hasPrefix("/"))
    }

    @Test("seconds in words", arguments: [
        (0.0, "0.00 s"), (0.254, "0.25 s"), (59.999, "1:00.00"), (61.5, "1:01.50"), (3723.4, "1:02:03.40"), (-2, "-2.00 s"), (Double.nan, "unknown time"),
    ])
    func times(seconds: Double, words: String) {
        #expect(MediaTime.words(seconds) == words)
    }
}
