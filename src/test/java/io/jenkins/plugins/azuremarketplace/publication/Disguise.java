package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.Submission;
import io.jenkins.plugins.azuremarketplace.api.SubmissionList;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** A marketplace that is not quite what its simulator makes of it. */
final class Disguise {

    private Disguise() {}

    /** Lets an answer be a failure of the service. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(MarketplaceException cause) {
            super(cause);
        }
    }

    /** @param change makes of the name of a method and its answer another answer */
    static Marketplace withAnswers(Marketplace real, BiFunction<String, Object, Object> change) {
        return (Marketplace) Proxy.newProxyInstance(
                Disguise.class.getClassLoader(), new Class<?>[] {Marketplace.class}, (proxy, method, arguments) -> {
                    try {
                        return change.apply(method.getName(), method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } catch (Failure e) {
                        throw e.getCause();
                    }
                });
    }

    static Marketplace withSubmissions(Marketplace real, UnaryOperator<Submission> change) {
        return withAnswers(
                real,
                (method, answer) -> answer instanceof SubmissionList list
                        ? new SubmissionList(
                                list.submissions().stream().map(change).toList(), list.complete())
                        : answer);
    }

    /** The same operation, without what it does. */
    static Submission withoutTarget(Submission one) {
        return new Submission(one.id(), one.identity(), null, "", one.status(), one.changed(), one.location());
    }
}
