package io.kvlane.agent.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.mockwebserver.http.MockResponse;
import io.kvlane.agent.kubernetes.FakeApiServer;
import io.kvlane.agent.kubernetes.FakeApiServer.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Predicate;

/** An API server that has EndpointSlices of one namespace. */
final class FakeKubernetes implements AutoCloseable {

  static final String NAMESPACE = "kvlane";
  private static final String PATH =
      "/apis/discovery.k8s.io/v1/namespaces/" + NAMESPACE + "/endpointslices";

  private final KubernetesSerialization json = new KubernetesSerialization();
  private final ObjectMapper trees = new ObjectMapper();
  private final FakeApiServer server = new FakeApiServer(NAMESPACE, PATH);

  Config config(int pause) {
    return server.config(pause);
  }

  int port() {
    return server.port();
  }

  /** Makes a slice, or changes it. */
  void put(EndpointSlice slice) {
    server.put(
        PATH, tree(slice.edit().editMetadata().withNamespace(NAMESPACE).endMetadata().build()));
  }

  private JsonNode tree(EndpointSlice slice) {
    try {
      return trees.readTree(json.asJson(slice));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String name) {
    server.delete(PATH, NAMESPACE + "/" + name);
  }

  void refuse(Predicate<Asked> which, int status) {
    server.refuse(which, status);
  }

  void refuse(Predicate<Asked> which, MockResponse answer) {
    server.refuse(which, answer);
  }

  void allowAll() {
    server.allowAll();
  }

  void beDeaf(boolean deaf) {
    server.beDeaf(deaf);
  }

  void expire() {
    server.expire();
  }

  void say(String text) {
    server.say(text);
  }

  void breakWatches() {
    server.breakWatches();
  }

  int watches() {
    return server.watches();
  }

  List<Asked> asked(Predicate<Asked> which) {
    return server.asked(which);
  }

  void goAway() {
    server.goAway();
  }

  void comeBack() {
    server.comeBack();
  }

  @Override
  public void close() {
    server.close();
  }
}
