<?php
// One request a line on stdin, one answer a line on stdout: Guzzle gets the token at the older endpoint, and sends.
require '/usr/share/php/GuzzleHttp/autoload.php';

$client = new GuzzleHttp\Client(['http_errors' => false, 'allow_redirects' => false, 'verify' => getenv('SSL_CERT_FILE')]);
$tokens = [];

function token_of(GuzzleHttp\Client $client, array &$tokens, array $asked): string
{
    $key = $asked['clientId'] . ' ' . ($asked['username'] ?? '') . ' ' . $asked['resource'];
    if (!isset($tokens[$key])) {
        $grant = isset($asked['username'])
            ? ['grant_type' => 'password', 'username' => $asked['username'], 'password' => $asked['password']]
            : ['grant_type' => 'client_credentials'];
        $response = $client->post('https://login.microsoftonline.com/' . $asked['tenant'] . '/oauth2/token', [
            'form_params' => $grant + [
                'client_id' => $asked['clientId'],
                'client_secret' => $asked['secret'],
                'resource' => $asked['resource'],
            ],
        ]);
        $tokens[$key] = json_decode((string) $response->getBody(), true, 512, JSON_THROW_ON_ERROR)['access_token'];
    }
    return $tokens[$key];
}

while (($line = fgets(STDIN)) !== false) {
    try {
        $asked = json_decode($line, true, 512, JSON_THROW_ON_ERROR);
        $headers = $asked['headers'] + ['Authorization' => 'Bearer ' . token_of($client, $tokens, $asked)];
        $response = $client->request($asked['method'], $asked['url'], ['headers' => $headers, 'body' => $asked['body'] ?? null]);
        $text = (string) $response->getBody();
        if ($text !== '' && strpos($response->getHeaderLine('content-type'), 'json') !== false) {
            json_decode($text, true, 512, JSON_THROW_ON_ERROR);
        }
        $answer = ['status' => $response->getStatusCode(), 'text' => $text];
    } catch (Throwable $error) {
        $answer = ['error' => get_class($error) . ': ' . $error->getMessage()];
    }
    fwrite(STDOUT, json_encode($answer) . "\n");
}
