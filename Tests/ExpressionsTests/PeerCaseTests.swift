import Testing

@testable import Expressions

/// Expressions on which implementations differ, found by comparing random ones with two peers.
@Suite struct PeerCaseTests {
    @Test(arguments: [
        "size('πέντε') == 5 && size('🐱é') == 2", "1 == 1.0 && dyn(1u) == 1 && {1: 'a'}[1u] == 'a'",
        "0.0 / 0.0 != 0.0 / 0.0", "string(true) == 'true' && string(has(facts.absent)) == 'false'",
        "''.split('') == [] && ''.split(',') == ['']", "'é🐱'.split('') == ['é', '🐱']",
        "'abc'.split('', 2) == ['a', 'bc'] && 'ab'.replace('', '-') == '-a-b-'",
        "'ab'.replace('', '-', 1) == '-ab' && 'aaa'.replace('aa', 'b') == 'ba'",
        "'aXbXc'.split('X', 2) == ['a', 'bXc'] && 'a'.split('a') == ['', '']",
        "'aaa'.lastIndexOf('aa') == 1 && 'aaa'.lastIndexOf('aa', 0) == 0",
        "'🐱a'.indexOf('a') == 1 && '🐱a'.substring(1) == 'a' && 'a🐱'.reverse() == '🐱a'",
        "string(duration('-1.5s')) == '-1.5s' && string(duration('90m')) == '5400s'",
        "string(123456789.125) == '123456789.125' && string(5e-324) == '5e-324'",
        "'%.0f %.0f %.0f'.format([0.5, 1.5, 2.5]) == '0 2 2'",
        "'%.3e'.format([5e-324]) == '4.941e-324' && '%.1f'.format([-0.04]) == '-0.0'",
        "'%.12e'.format([9.9999999999999]) == '1.000000000000e+01'",
        "'%.2f'.format([1e21]) == '1000000000000000000000.00' && '%e'.format([0.0]) == '0.000000e+00'",
        "'%.20f'.format([0.1]) == '0.10000000000000000555'", "'%x'.format([-255]) == '-ff'",
        "'%d'.format([-9223372036854775808]) == '-9223372036854775808'",
        "math.round(-2.5) == -3.0 && math.round(0.49999999999999994) == 0.0",
        "math.bitShiftRight(-1, 63) == 1 && math.bitShiftLeft(1, 63) == -9223372036854775808",
        "math.greatest(1, 1.0, 1u) == 1 && math.isNaN(math.sqrt(-1))",
        "string(ip('2001:0:0:1:0:0:0:1')) == '2001:0:0:1::1'", "string(ip('::')) == '::'",
        "string(ip('1:0:2:0:3:0:4:0')) == '1:0:2:0:3:0:4:0'",
        "ip('64:ff9b::1.2.3.4').family() == 6",
        "!isIP('01.2.3.4') && !isIP('1.2.3') && !isIP('::ffff:1.2.3.4') && !isIP('1::2::3')",
        "!isIP(':1::2') && !isIP('1:2:3:4:5:6:7') && !isIP('::1:') && !isIP('+1::') && !isIP('')",
        "!isIP('1:2:3:4:5:6:7::8') && !isIP('1:2:3:4:5:6:7:8:9') && isIP('1:2:3:4:5:6:7::')",
        "!isCIDR('10.0.0.0/33') && !isCIDR('10.0.0.0/08') && !isCIDR('::/129') && isCIDR('::/0')",
        "cidr('0.0.0.0/0').containsIP('255.1.2.3') && !cidr('::/0').containsIP('1.2.3.4')",
        "cidr('2001:db8::/65').containsIP('2001:db8::7fff:0:0:1')",
        "base64.decode(base64.encode(b'\\x00\\xff\\x10')) == b'\\x00\\xff\\x10'",
    ])
    func `holds`(source: String) throws {
        #expect(try evaluated(source) == .bool(true))
    }

    @Test(
        arguments: [
            ("-(-9223372036854775808)", .overflow), ("{1: 'a', 1u: 'b'}", .duplicateKey),
            ("string(b'\\xff')", .conversion), ("base64.decode('a')", .conversion),
            ("base64.decode('ab=c')", .conversion), ("'%.101f'.format([1.0])", .conversion),
            ("'%s'.format([])", .outOfBounds), ("'%'.format([1])", .conversion),
            ("'%s'.format([optional.none()])", .type), ("optional.none().value()", .noValue),
            ("optional.none().or(2)", .type),
            ("'a'.charAt(2)", .outOfBounds), ("math.abs(-9223372036854775808)", .overflow),
            ("math.greatest([])", .type), ("[1].join()", .type), ("1.optMap(x, x)", .type),
            ("optional.of(1).optFlatMap(x, x)", .type), ("[?1]", .type), ("{?'a': 1}", .type),
            ("ip('10.0.0.256')", .conversion), ("cidr('10.0.0.0')", .conversion),
        ] as [(String, ExpressionError.Code)])
    func `fails`(source: String, code: ExpressionError.Code) {
        #expect(failure(of: source)?.code == code)
    }
}
