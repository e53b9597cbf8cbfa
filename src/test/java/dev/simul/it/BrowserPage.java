package dev.simul.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A page of a {@link Chromium}, with everything that it has complained of or asked for so far. */
final class BrowserPage {
    private final DevTools tools;
    private final String session;

    /** Messages on the console, exceptions that nobody caught, dialogues, what a policy has kept from loading. */
    private final List<String> complaints = new ArrayList<>();

    private final List<String> requests = new ArrayList<>();

    private BrowserPage(DevTools tools, String session) {
        this.tools = tools;
        this.session = session;
    }

    static BrowserPage open(DevTools tools) throws Exception {
        ObjectNode blank = DevTools.parameters().put("url", "about:blank");
        String target =
                tools.call("", "Target.createTarget", blank).get("targetId").asString();
        ObjectNode attach = DevTools.parameters().put("targetId", target).put("flatten", true);
        String session =
                tools.call("", "Target.attachToTarget", attach).get("sessionId").asString();
        BrowserPage page = new BrowserPage(tools, session);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) page.call(domain + ".enable");
        return page;
    }

    private JsonNode call(String method) throws Exception {
        return tools.call(session, method, DevTools.parameters());
    }

    /** As a screen of that size and density, in points. */
    void screen(int width, int height, double density, boolean telephone) throws Exception {
        tools.call(
                session,
                "Emulation.setDeviceMetricsOverride",
                DevTools.parameters()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", density)
                        .put("mobile", telephone));
    }

    void prefersDark(boolean dark) throws Exception {
        ObjectNode parameters = DevTools.parameters();
        ArrayNode features = parameters.putArray("features");
        features.addObject().put("name", "prefers-color-scheme").put("value", dark ? "dark" : "light");
        tools.call(session, "Emulation.setEmulatedMedia", parameters);
    }

    /** Loads it, and waits until it has run its scripts. */
    void load(Path file) throws Exception {
        tools.call(
                session,
                "Page.navigate",
                DevTools.parameters().put("url", file.toUri().toString()));
        String happened = "";
        while (!happened.equals("Page.loadEventFired")) happened = note(tools.nextEvent());
    }

    /** The value of a JavaScript expression, which may be a promise. */
    JsonNode evaluate(String expression) throws Exception {
        JsonNode result = tools.call(
                session,
                "Runtime.evaluate",
                DevTools.parameters()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true));
        if (result.has("exceptionDetails")) throw new AssertionError(expression + ": " + result);
        return result.get("result").path("value");
    }

    /** Looks at each frame that the browser draws whether a JavaScript condition is true, until it is. */
    void await(String condition) throws Exception {
        evaluate("new Promise(done => { const look = () => " + condition
                + " ? done(true) : requestAnimationFrame(look); look(); })");
    }

    String text(String selector) throws Exception {
        return evaluate("document.querySelector(" + quoted(selector) + ").innerText")
                .asString();
    }

    List<String> texts(String selector) throws Exception {
        List<String> texts = new ArrayList<>();
        evaluate("[...document.querySelectorAll(" + quoted(selector) + ")].map(each => each.innerText)")
                .forEach(each -> texts.add(each.asString()));
        return texts;
    }

    static String quoted(String text) {
        return JsonNodeFactory.instance.stringNode(text).toString();
    }

    /** Where the mouse goes, in points from the corner of what is seen. */
    void pointAt(double x, double y) throws Exception {
        tools.call(
                session,
                "Input.dispatchMouseEvent",
                DevTools.parameters().put("type", "mouseMoved").put("x", x).put("y", y));
    }

    void screenshot(Path png) throws Exception {
        JsonNode size = call("Page.getLayoutMetrics").get("cssContentSize");
        ObjectNode parameters = DevTools.parameters().put("captureBeyondViewport", true);
        parameters
                .putObject("clip")
                .put("x", 0)
                .put("y", 0)
                .put("width", size.get("width").asDouble())
                .put("height", size.get("height").asDouble())
                .put("scale", 1);
        String data = tools.call(session, "Page.captureScreenshot", parameters)
                .get("data")
                .asString();
        Files.write(png, Base64.getDecoder().decode(data));
    }

    List<String> complaints() throws Exception {
        takeEvents();
        return complaints;
    }

    /** The URLs of all that it asked for. */
    List<String> requests() throws Exception {
        takeEvents();
        return requests;
    }

    private void takeEvents() throws Exception {
        evaluate("0"); // what comes before the answer has happened
        @Nullable JsonNode event = tools.eventAlreadyThere();
        while (event != null) {
            note(event);
            event = tools.eventAlreadyThere();
        }
    }

    private String note(JsonNode event) {
        JsonNode parameters = event.path("params");
        String method = event.path("method").asString("");
        switch (method) {
            case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Page.javascriptDialogOpening" ->
                complaints.add(parameters.toString());
            case "Log.entryAdded" -> complaints.add(parameters.get("entry").toString());
            case "Network.requestWillBeSent" ->
                requests.add(parameters.get("request").get("url").asString());
            default -> {
                // of no interest
            }
        }
        return method;
    }
}
