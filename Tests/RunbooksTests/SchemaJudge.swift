import Foundation
import Testing

/// Python's jsonschema as a second opinion; YAML is read by the rules of YAML 1.2, as editors do.
enum SchemaJudge {
    static let isThere = (try? run("import jsonschema, yaml", input: Data())) != nil

    /// The names of the documents that the schema refuses.
    static func refused(_ documents: [(String, String)], by schema: String) throws -> [String] {
        let input = try JSONEncoder().encode([schema] + documents.flatMap { [$0.0, $0.1] })
        let output = try run(script, input: input)
        return try JSONDecoder().decode([String].self, from: output)
    }

    private static let script = """
        import json, re, sys, yaml
        from jsonschema import Draft7Validator
        class Core(yaml.SafeLoader): pass
        Core.yaml_implicit_resolvers = {}
        Core.add_implicit_resolver('tag:yaml.org,2002:bool', re.compile('^(true|false)$'), list('tf'))
        Core.add_implicit_resolver('tag:yaml.org,2002:int', re.compile('^[-+]?[0-9]+$'), list('-+0123456789'))
        Core.add_implicit_resolver('tag:yaml.org,2002:float', re.compile('^[-+]?[0-9]*[.][0-9]+$'), list('-+.0123456789'))
        Core.add_implicit_resolver('tag:yaml.org,2002:null', re.compile('^(~|null|)$'), ['~', 'n', ''])
        items = json.load(sys.stdin)
        schema = json.loads(items[0])
        Draft7Validator.check_schema(schema)
        judge = Draft7Validator(schema)
        def good(text):
            try:
                return judge.is_valid(yaml.load(text, Loader=Core))
            except yaml.YAMLError:
                return False
        print(json.dumps([n for n, t in zip(items[1::2], items[2::2]) if not good(t)]))
        """

    private static func run(_ script: String, input: Data) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-W", "ignore", "-c", script]
        let (source, sink) = (Pipe(), Pipe())
        process.standardInput = source
        process.standardOutput = sink
        process.standardError = FileHandle.nullDevice
        try process.run()
        // The script reads all of its input before it writes.
        try source.fileHandleForWriting.write(contentsOf: input)
        try source.fileHandleForWriting.close()
        let output = try sink.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Broken(output: String(decoding: output, as: UTF8.self))
        }
        return output
    }

    struct Broken: Error { let output: String }
}
