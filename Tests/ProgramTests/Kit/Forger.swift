import Foundation
import Testing

/// Python with its SQLite, for somebody who changes a store behind the program's back.
enum Forger {
    static let isThere = has("sqlite3")
    /// Whether there is also the package `cryptography`, which knows Ed25519.
    static let hasSignatures = has("cryptography")

    private static func has(_ module: String) -> Bool {
        guard let home = try? Home(isBare: true) else { return false }
        return (try? run("import \(module)", [], in: home))?.code == 0
    }

    /// What every forger can do: take the triggers away, and count chains and tree anew.
    private static let tools = """
        import base64, hashlib, sqlite3, struct, sys
        store = sqlite3.connect(sys.argv[1])
        for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            store.execute('DROP TRIGGER "%s"' % name)
        def digest(*fields):
            total = hashlib.sha256()
            for field in fields:
                field = field if isinstance(field, bytes) else field.encode()
                total.update(struct.pack('>Q', len(field)) + field)
            return total.digest()
        def run(statement, *values):
            return store.execute(statement, values).fetchall()
        def count_anew():
            previous = {}
            for row in run('SELECT * FROM entries ORDER BY incident, number'):
                incident, number, role = row[0], row[1], row[6]
                before = previous.get(incident) or digest('muster/chain/1', incident)
                after = digest('muster/entry/1', before, incident, str(number), *row[2:6],
                               '-' if role is None else '+' + role, *row[7:10])
                previous[incident] = after
                run('UPDATE entries SET hash = ? WHERE incident = ? AND number = ?',
                    after, incident, number)
                for table in ('incidents', 'streams'):
                    run('UPDATE %s SET head = ?, head_hash = ? WHERE id = ?' % table,
                        number, after, incident)
            leaves = run('SELECT incident, number FROM leaves ORDER BY position')
            run('DELETE FROM leaves')
            position = 0
            for incident, number in leaves:
                for (found,) in run('SELECT hash FROM entries WHERE incident = ? AND number = ?',
                                    incident, number):
                    run('INSERT INTO leaves VALUES (?, ?, ?, ?)', position, incident, number,
                        hashlib.sha256(b'\\0' + found).digest())
                    position += 1
        def say(number, old, new):
            run("UPDATE entries SET payload = CAST(replace(CAST(payload AS TEXT), ?, ?) AS BLOB)"
                " WHERE number = ? AND incident LIKE 'INC%'", old, new, number)

        """

    /// Changes the store of a home.
    static func forge(_ script: String, in home: Home) throws {
        let answer = try run(tools + script + "\nstore.commit()\n", [home.storePath], in: home)
        try #require(answer.code == 0, "\(answer.output)")
    }

    /// Runs a script; its output and its errors are one.
    static func run(
        _ script: String, _ arguments: [String], in home: Home
    ) throws -> (output: String, code: Int32) {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let process = try Spawned(
            "/usr/bin/env", ["python3", "-c", script] + arguments, in: home.folder,
            environment: ["PATH": path, "PYTHONIOENCODING": "utf-8"],
            streams: .files(
                input: "/dev/null", output: home.folder + "/python.out",
                errors: home.folder + "/python.err"))
        let code = process.wait()
        let output = home.read("python.out") + home.read("python.err")
        return (String(decoding: output, as: UTF8.self), code)
    }
}
