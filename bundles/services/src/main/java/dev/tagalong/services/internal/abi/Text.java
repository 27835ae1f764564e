package dev.tagalong.services.internal.abi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A string: UTF-8. */
final class Text extends Sequence {

    private static final char REPLACEMENT = '\uFFFD';

    @Override
    long give(Guest guest, Object value) {
        if (value == null) {
            throw new AbiException("null");
        }
        String text = (String) value;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length != text.length() || mended(bytes)) {
            checkPairs(text);
        }
        int address = guest.allocate(bytes.length, 1);
        guest.write(address, bytes);
        return pair(address, bytes.length);
    }

    /** Whether a question mark may stand for half a character. */
    private static boolean mended(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '?') {
                return true;
            }
        }
        return false;
    }

    private static void checkPairs(String text) {
        for (int i = 0; i < text.length(); i++) {
            int character = text.codePointAt(i);
            if (Character.isBmpCodePoint(character)) {
                if (Character.isSurrogate((char) character)) {
                    throw new AbiException("half a character at index " + i + ": \\u" + Integer.toHexString(character));
                }
            } else {
                i++;
            }
        }
    }

    @Override
    Object take(Guest guest, int address, int length) {
        byte[] bytes = guest.read(address, bytes(guest, address, length, 1, 1));
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            // It may be a character of the text.
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new AbiException("a text that is not UTF-8", e);
            }
        }
        return text;
    }
}
