package io.jenkins.plugins.azuremarketplace.api.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;

/** How far a call got, whatever exception it ends with. A tag of its request. */
final class CallTrace extends EventListener {

    private volatile boolean left;

    @CheckForNull
    private volatile Response answered;

    /** The listener for a call: its request's trace. */
    static EventListener of(Call call) {
        CallTrace trace = call.request().tag(CallTrace.class);
        return trace == null ? EventListener.NONE : trace;
    }

    @Override
    public void requestHeadersStart(Call call) {
        left = true;
        answered = null;
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        answered = response;
    }

    /** Whether the request went onto an open connection, so that the service may have seen it. */
    boolean hasLeft() {
        return left;
    }

    /** Status line and headers of the answer, without a body; null if there was none. */
    @CheckForNull
    Response answered() {
        return answered;
    }
}
