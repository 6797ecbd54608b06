package io.jenkins.plugins.azuremarketplace.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A constant as it is written in an option: {@code CLOUD_PARTNER_PORTAL} is {@code cloud-partner-portal}. */
record Word<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public E convert(String word) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equalsIgnoreCase(word)) {
                return constant;
            }
        }
        throw new TypeConversionException("expected one of "
                + Arrays.stream(type.getEnumConstants()).map(Word::of).collect(Collectors.joining(", ")) + ", but was '"
                + word + "'");
    }
}
