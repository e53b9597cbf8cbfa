package dev.simul.net;

/** The two kinds of addresses that a name may have, and how name servers call them (RFC 1035 section 3.2.2, RFC 3596). */
enum AddressFamily {
    IPV4(1, 4),
    IPV6(28, 16);

    private final int recordType;
    private final int bytes;

    AddressFamily(int recordType, int bytes) {
        this.recordType = recordType;
        this.bytes = bytes;
    }

    /** The type of the records that hold such addresses: A, AAAA. */
    int recordType() {
        return recordType;
    }

    /** How long such an address is. */
    int bytes() {
        return bytes;
    }
}
