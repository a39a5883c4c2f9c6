import Postgres
import Testing

/// The inputs are those of PostgreSQL's own regression tests (inet, macaddr, macaddr8) and the odd forms of addresses.
@Suite(.serialized) struct NetworkCodecTests {
    private static let literals = [
        "192.168.1.226/24", "192.168.1.226", "192.168.1.0/24", "192.168.1.0/25", "192.168.1.255/24",
        "192.168.1.255/25", "10.1.2.3", "10.1.2.3/8", "10.1.2.3/32", "11.1.2.3/8", "9.1.2.3/8", "0.0.0.0/0",
        "255.255.255.255", "10:23::f1", "10:23::f1/64", "10:23::8000/113", "10:23::ffff", "::ffff:1.2.3.4",
        "::4.3.2.1/24", "::", "::/0", "::1", "::2", "::1:0", "::0:1:2", "::ffff:0:1", "::fffe:1.2.3.4", "1::",
        "1:0:0:2::3", "1:0:0:2:0:0:0:3", "0:0:1:0:0:1:0:0", "1:0:2:3:4:5:6:7", "2001:db8:0:1:1:1:1:1",
        "1:2:3:4:5:6:7:8",
        "FE80::ABCD/10",
    ]

    @Test func addresses() async throws {
        // The server's own text of an inet always has the prefix; its output does not.
        try await RoundTrip<PGInet?>(serverType: "inet", hasServersText: false).check(Self.literals + [nil])
    }

    @Test(arguments: literals) func addressesAreWrittenAsTheServerWritesThem(_ literal: String) async throws {
        let expected = try await value("format('%s', '\(literal)'::inet)", as: String.self)
        #expect(try await value("'\(literal)'::inet", as: PGInet.self).description == expected)
        #expect(PGInet(literal)?.description == expected)
        #expect(PGInet(expected) == PGInet(literal))
    }

    /// Zeros are abbreviated and four bytes written in decimal by rules of many cases.
    @Test func anyAddressIsWrittenAsTheServerWritesIt() async throws {
        var random = SeededGenerator(seed: 6)
        let addresses = try (0..<1000).map { _ in
            let words = (0..<8).map { _ in [0, 0, 0, 1, 0xFFFF, 0xAB].randomElement(using: &random) ?? 0 }
            return try #require(PGInet(.version6(words.reduce(0) { $0 << 16 | UInt128($1) })))
        }
        let expected = try await serversText(of: addresses, in: "array_to_string($1, ' ')")
        #expect(expected == addresses.map(\.description).joined(separator: " "))
        #expect(addresses == addresses.map { PGInet($0.description) })
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.256", "1.2.3.4.5", "1.2.3.-4", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/+8", ":", ":::",
        "1::2::3",
        "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "12345::", "g::", "+1::", "::1.2.3", "::1/129",
        ":1:2:3:4:5:6:7", "1.2.3.4:1::",
    ])
    func textsThatAreNoAddressesAreRefused(_ text: String) { #expect(PGInet(text) == nil) }

    @Test func networks() async throws {
        try await RoundTrip(PGCIDR?.self, "cidr").check([
            "192.168.1", "192.168.1.0/26", "192.168.1.0/24", "10", "10.0.0.0", "10.1.2.3", "10.1.2", "10.1",
            "0.0.0.0/0",
            "255.255.255.255/32", "10:23::f1", "10:23::8000/113", "::ffff:1.2.3.4", "::/0", "2001:db8::/32", nil,
        ])
        #expect(PGCIDR("10.0.0.0/8")?.description == "10.0.0.0/8")
        #expect(PGCIDR("10.0.0.1/8") == nil)
        #expect(PGCIDR("::1/127") == nil)
        #expect(try await value("'10.0.0.0/8'::cidr", as: PGInet.self) == PGInet("10.0.0.0/8"))
    }

    @Test func hardwareAddresses() async throws {
        try await RoundTrip(PGMACAddress?.self, "macaddr").check([
            "08:00:2b:01:02:03", "08-00-2b-01-02-03", "08002b:010203", "08002b-010203", "0800.2b01.0203",
            "0800-2b01-0203", "08002b010203", "08:00:2a:01:02:04", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00", nil,
        ])
        try await RoundTrip(PGMACAddress8?.self, "macaddr8").check([
            "08:00:2b:01:02:03", "08:00:2b:01:02:03:04:05", "08-00-2b-01-02-03-04-05", "08002b:0102030405",
            "0800.2b01.0203.0405", "0800-2b01-0203-0405", "08002b01:02030405", "08002b0102030405",
            "ff:ff:ff:ff:ff:ff:ff:ff", nil,
        ])
    }
}
