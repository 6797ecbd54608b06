package io.jenkins.plugins.azuremarketplace.simulator;

import io.jenkins.plugins.azuremarketplace.simulator.Answer.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** What makes a body unreadable, while the status and all other headers stay as they are. */
public enum Spoiling {
    /** Labelled gzip, and sent as it is. */
    GZIP_LABEL {
        @Override
        Answer spoil(Answer answer) {
            return packed(answer, answer.body());
        }
    },
    /** Labelled gzip, and empty. */
    GZIP_LABEL_ON_NOTHING {
        @Override
        Answer spoil(Answer answer) {
            return packed(answer, new byte[0]);
        }
    },
    /** Gzip that ends in its middle. */
    BROKEN_GZIP {
        @Override
        Answer spoil(Answer answer) {
            byte[] whole = gzip(answer.body());
            return packed(answer, Arrays.copyOf(whole, whole.length / 2));
        }
    },
    /** Fewer bytes than announced, then the end of the connection. */
    CUT_SHORT {
        @Override
        Answer spoil(Answer answer) {
            return answer.delivered(Delivery.CUT);
        }
    },
    BAD_CHUNKS {
        @Override
        Answer spoil(Answer answer) {
            return answer.delivered(Delivery.BAD_CHUNKS);
        }
    },
    /** 2 MiB of spaces follow. */
    OVERSIZED {
        @Override
        Answer spoil(Answer answer) {
            byte[] longer = Arrays.copyOf(answer.body(), answer.body().length + (2 << 20));
            Arrays.fill(longer, answer.body().length, longer.length, (byte) ' ');
            return answer.body(longer);
        }
    },
    /** UTF-16 that calls itself UTF-8. */
    WRONG_CHARSET {
        @Override
        Answer spoil(Answer answer) {
            return answer.body(new String(answer.body(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16LE));
        }
    },
    /** Readable for whoever does not mind what the charset is called. */
    UNKNOWN_CHARSET {
        @Override
        Answer spoil(Answer answer) {
            return answer.with("Content-Type", "application/json; charset=x-klingon");
        }
    },
    NO_JSON {
        @Override
        Answer spoil(Answer answer) {
            return answer.body("{\"status\": \"runn".getBytes(StandardCharsets.UTF_8));
        }
    },
    EMPTY {
        @Override
        Answer spoil(Answer answer) {
            return answer.body(new byte[0]);
        }
    };

    abstract Answer spoil(Answer answer);

    private static Answer packed(Answer answer, byte[] body) {
        return answer.with("Content-Encoding", "gzip").body(body);
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
