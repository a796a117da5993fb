import Testing

/// What others published or computed, and we must agree with.
enum Vectors {
    /// The eight leaves that Certificate Transparency implementations share, in hex.
    static let leaves = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]

    /// The roots of the trees over the first 0…8 of them.
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    /// A note, and the keys whose signatures on it hold.
    struct Note: Sendable, CustomTestStringConvertible {
        let source: String
        let keys: [String]
        let note: String
        var testDescription: String { source }
    }

    static let notes = [
        Note(
            source: "C2SP signed-note, the example of its verifier keys",
            keys: ["example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"],
            note: """
                This is an example message.

                — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

                """),
        Note(
            source: "golang.org/x/mod/sumdb/note, package documentation",
            keys: [
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
            ],
            note: """
                If you think cryptography is the answer to your problem,
                then you don't know what your problem is.

                — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
                — EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=

                """),
        Note(
            source: "sum.golang.org, a checkpoint of the Go checksum database",
            keys: ["sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"],
            note: """
                go.sum database tree
                6476701
                mb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=

                — sum.golang.org Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=

                """),
        Note(
            source: "C2SP signed-note, its first example: a text with an empty line and a letter outside ASCII",
            keys: [],
            note: """
                Ognuno sta solo sul cuor della terra
                trafitto da un raggio di sole:

                ed è subito sera.

                — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=

                """),
        Note(
            source: "C2SP tlog-checkpoint, its example",
            keys: [],
            note: """
                example.com/behind-the-sofa
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

                — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=

                """),
    ]

    /// The key name, seed and verifier key of the notes below; computed, like them, with Python's `cryptography`.
    static let origin = "example.com/audit"
    static let seed = [UInt8](repeating: 0x01, count: 32)
    static let vkey = "example.com/audit+d67c3fea+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c"

    /// The tree over all eight leaves.
    static let checkpoint = """
        example.com/audit
        8
        XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

        — example.com/audit 1nw/6jgDKnMMZeOUU/4gmGunHttT599AYGqcLf5fM8FnUnbebOROr6RsrD4PeiQBcX6o9+Ean8p6vhGeFrwEU6Zfcgs=

        """

    /// The same, signed first by a witness whose seed is 32 times 0x02.
    static let witnessedCheckpoint = """
        example.com/audit
        8
        XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

        — witness.example/w1 niJReVwT+HeBQjYZ+yylD5uNjBNJCDLA8R5Hxy/LNgO39XgS/Ktp8RaK3V3//DTd1ik1I+p9RCiw8nrjhXuhhCi6AAY=
        — example.com/audit 1nw/6jgDKnMMZeOUU/4gmGunHttT599AYGqcLf5fM8FnUnbebOROr6RsrD4PeiQBcX6o9+Ean8p6vhGeFrwEU6Zfcgs=

        """

    /// The sixth leaf in the tree over the first seven.
    static let proof = """
        c2sp.org/tlog-proof@v1
        index 5
        vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=
        sIaT7C5yFZcTBkHoIR5+7cy0wmQTlj7ubB4u0W/7Gl8=
        037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=

        example.com/audit
        7
        3bib5AOAnjJXUNPSY814kpwpQreUKjS3fhIslZSnTIw=

        — example.com/audit 1nw/6tboE5mIi01NG6haldObIZvYYt1yPcGaXBFr3VzGdQU6vARB2LzhjwnRt7lQUWRecTEcd/nV4gzcDz8aFp40TgY=

        """
}
