package io.jenkins.plugins.azuremarketplace.simulator;

import io.jsonwebtoken.security.Jwks;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** What a service makes of requests, whatever they are about: faults, tokens, and a record of what it was asked. */
abstract class ServiceControls extends SimulatorControls {

    final Registration registration = new Registration();
    final ManagedIdentities identities = new ManagedIdentities();
    final Tokens tokens = new Tokens(new ClientAssertions(registration));
    final Faults faults = new Faults();
    final Traffic traffic = new Traffic();
    final Witness witness = new Witness(publications, this::isListed);

    ServiceControls() {}

    /** Adds faults, one for each of the next requests of that kind; further ones are answered as usual. */
    public void next(Call call, Fault... inOrder) {
        faults.next(call, inOrder);
    }

    /** A fault for every request that {@link #next} says nothing about; {@link Fault#none} ends it. */
    public void always(Call call, Fault fault) {
        faults.always(call, fault);
    }

    /**
     * As {@link #next}, for requests about one offer alone, and before what is said about all.
     *
     * @param offer for tokens, which are about no offer: the client id
     */
    public void nextFor(String offer, Call call, Fault... inOrder) {
        faults.next(offer, call, inOrder);
    }

    /** As {@link #always}, for requests about one offer alone; see {@link #nextFor}. */
    public void alwaysFor(String offer, Call call, Fault fault) {
        faults.always(offer, call, fault);
    }

    /** Every call but that for tokens is answered with 503. */
    public void outage(boolean on) {
        faults.serviceDown(on);
    }

    /** Every call for a token is answered with 503. */
    public void authorityOutage(boolean on) {
        faults.authorityDown(on);
    }

    /** What the client knows, and sent although it knew better. */
    public Witness witness() {
        return witness;
    }

    /** The one client secret that gets a token; {@code s3cret-of-the-simulator} to begin with. */
    public void secret(String secret) {
        tokens.secret(secret);
    }

    /** The right secret is refused as expired, until another one is set. */
    public void expireSecret() {
        tokens.expireSecret();
    }

    /** From now on what is signed with its key proves every client. */
    public void register(X509Certificate certificate) {
        registration.add(certificate);
    }

    /** Adds a federated credential; the keys of the issuer can't be fetched before {@link #publish}. */
    public void trust(String issuer, String subject, String audience) {
        registration.add(new Registration.Trust(issuer, subject, audience));
    }

    /** The keys of an issuer can be fetched. */
    public void publish(TokenIssuer issuer) {
        registration.publish(issuer);
    }

    /** The same for an issuer that is no simulated one: what it publishes as its JSON Web Key Set. */
    public void publish(String issuer, String keys) {
        registration.publish(issuer, Jwks.setParser().build().parse(keys));
    }

    /**
     * Assigns a user-assigned identity to the machine, and trusts it. The paths of its two endpoints, below
     * {@code authority()}, are those of IMDS and {@code /msi/token}.
     *
     * @return its object id, the subject of its tokens
     */
    public String managedIdentity(String clientId) {
        String subject = identities.assign(clientId);
        registration.publish(identities.issuer());
        trust(identities.issuer().name(), subject, "api://AzureADTokenExchange");
        return subject;
    }

    /** What the endpoint of App Service wants in its header. */
    public String identityHeader() {
        return identities.header();
    }

    public void tokenLifetime(Duration lifetime) {
        tokens.lifetime(lifetime);
    }

    /** Whether {@code expires_in} is a text instead of a number. */
    public void tokenLifetimeAsText(boolean on) {
        tokens.lifetimeAsText(on);
    }

    /** Makes every token that was issued so far worthless. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    public int tokensIssued() {
        return tokens.issued();
    }

    /** The token that was issued last, {@code null} if none was. Every token begins with {@code simtoken-}. */
    public String currentToken() {
        return tokens.newest();
    }

    /** How many requests of this kind came in, whatever became of them. */
    public int requests(Call call) {
        return traffic.count(call);
    }

    /** As {@link #requests(Call)}, about one offer alone; for tokens, of one client id. */
    public int requestsFor(String offer, Call call) {
        return traffic.count(offer, call);
    }

    /** The newest 50,000 requests, oldest first. */
    public List<RecordedRequest> requests() {
        return traffic.requests();
    }

    /** Counters go on counting without the record. */
    public void recordRequests(boolean on) {
        traffic.record(on);
    }

    /** Requests that have come in and are not answered yet. */
    public int openRequests() {
        return traffic.open();
    }

    /** As {@link #openRequests()}, of one kind, about one offer alone; for tokens, of one client id. */
    public int openRequestsFor(String offer, Call call) {
        return traffic.open(offer, call);
    }

    public int maxOpenRequests() {
        return traffic.maxOpen();
    }
}
